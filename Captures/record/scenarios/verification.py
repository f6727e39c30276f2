"""C-ECHO between every pair of peers."""

import objects
from network import ARCHIVE
from peers import ORTHANC_PORT, associated, entity, orthanc, scu, serving, storescp
from pdus import VERIFICATION
from pynetdicom import evt
from registry import scenario

ECHOED = "dicom.pdu.type == 6"


@scenario("echo", peers="DCMTK echoscu → DCMTK storescp", shows=ECHOED)
def echo(scratch):
    """One C-ECHO, released: the shortest whole association."""
    with storescp(scratch):
        scu("echoscu")


@scenario("echo-orthanc", peers="DCMTK echoscu → Orthanc", shows=ECHOED)
def echo_orthanc(scratch):
    """Three C-ECHOs on port 4242, which is not registered for DICOM."""
    with orthanc(scratch):
        scu("echoscu", "--repeat", "3", called="ORTHANC", port=ORTHANC_PORT)


@scenario("echo-pynetdicom", peers="pynetdicom → pynetdicom", shows=ECHOED)
def echo_pynetdicom(scratch):
    """One C-ECHO on port 5678."""
    with serving(entity("ARCHIVE", supported=[VERIFICATION]), port=5678), \
            associated(entity("MODALITY", VERIFICATION), port=5678) as association:
        association.send_c_echo()


@scenario("echo-nanoseconds", peers="DCMTK echoscu → pynetdicom", shows=ECHOED,
          tcpdump=("--time-stamp-precision=nano",))
def echo_nanoseconds(scratch):
    """One C-ECHO on port 104 in a capture file with nanosecond times."""
    with serving(entity("ARCHIVE", supported=[VERIFICATION]), port=104):
        scu("echoscu", port=104)


@scenario("ipv6", peers="pynetdicom → pynetdicom", shows="ipv6 and dicom.pdu.type == 6")
def ipv6(scratch):
    """A C-ECHO and a C-STORE over IPv6."""
    archive = entity("ARCHIVE", supported=[VERIFICATION, objects.CT])
    with serving(archive, (evt.EVT_C_STORE, lambda event: 0), address=ARCHIVE.address6), \
            associated(entity("MODALITY", VERIFICATION, objects.CT), peer=ARCHIVE.address6) as association:
        association.send_c_echo()
        dataset = objects.image()
        dataset.file_meta = objects.file_meta(dataset, "1.2.840.10008.1.2")
        association.send_c_store(dataset)


@scenario("echo-linux-cooked", peers="DCMTK echoscu → DCMTK storescp", shows="sll and dicom.pdu.type == 6",
          tcpdump=("-i", "any", "-y", "LINUX_SLL"))
def echo_cooked(scratch):
    """One C-ECHO recorded on Linux's any interface: link type Linux cooked v1 instead of Ethernet."""
    with storescp(scratch):
        scu("echoscu")


@scenario("echo-linux-cooked-v2", peers="DCMTK echoscu → DCMTK storescp", shows="sll and dicom.pdu.type == 6",
          tcpdump=("-i", "any", "-y", "LINUX_SLL2"))
def echo_cooked_v2(scratch):
    """One C-ECHO recorded on Linux's any interface: link type Linux cooked v2."""
    with storescp(scratch):
        scu("echoscu")
