#include <pcap/pcap.h>

#ifdef __linux__
#include "linux.h"
#endif
