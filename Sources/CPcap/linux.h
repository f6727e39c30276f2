// Linux system calls that Swift cannot call itself: variadic ones, and those whose types its C library module lacks.
#include <errno.h>
#include <linux/capability.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// Names 64 capabilities at once; the kernel has 41 of them.
static inline int linux_set_capabilities(unsigned long long effective, unsigned long long permitted,
                                         unsigned long long inheritable) {
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2];
    for (int half = 0; half < 2; half++) {
        data[half].effective = (__u32)(effective >> (32 * half));
        data[half].permitted = (__u32)(permitted >> (32 * half));
        data[half].inheritable = (__u32)(inheritable >> (32 * half));
    }
    return (int)syscall(SYS_capset, &header, data);
}

static inline int linux_drop_bounding_capability(unsigned long capability) {
    return prctl(PR_CAPBSET_DROP, capability, 0, 0, 0);
}

static inline int linux_clear_ambient_capabilities(void) {
    return prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
}

static inline int linux_set_no_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); }

// Binds a packet socket whose device has vanished to the device of that index. Needs no privilege: only making such a
// socket does. Answers 0 or an errno.
static inline int linux_rebind_packet_socket(int descriptor, int index, int promiscuous) {
    struct sockaddr_ll address;
    memset(&address, 0, sizeof address);
    address.sll_family = AF_PACKET;
    address.sll_ifindex = index;
    address.sll_protocol = (unsigned short)((ETH_P_ALL >> 8) | (ETH_P_ALL << 8));
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    address.sll_protocol = ETH_P_ALL;
#endif
    if (bind(descriptor, (struct sockaddr *)&address, sizeof address) != 0) return errno;
    if (promiscuous) {
        struct packet_mreq membership;
        memset(&membership, 0, sizeof membership);
        membership.mr_ifindex = index;
        membership.mr_type = PACKET_MR_PROMISC;
        if (setsockopt(descriptor, SOL_PACKET, PACKET_ADD_MEMBERSHIP, &membership, sizeof membership) != 0) return errno;
    }
    return 0;
}

// The hardware type (ARPHRD_) of the device that a packet socket is bound to; -1 where it is bound to none.
static inline int linux_packet_hardware_type(int descriptor) {
    struct sockaddr_ll address;
    socklen_t length = sizeof address;
    if (getsockname(descriptor, (struct sockaddr *)&address, &length) != 0) return -1;
    return address.sll_ifindex <= 0 ? -1 : address.sll_hatype;
}

// A raw packet socket, which only CAP_NET_RAW makes; -1 where it is refused.
static inline int linux_open_packet_socket(void) { return socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0); }
