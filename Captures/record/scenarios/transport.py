"""What TCP does under DICOM: loss and retransmission, closed windows, keep-alive, port reuse; tunnels and fragments."""

import socket
import time

import objects
from network import ARCHIVE, MODALITY
from pdus import (IMPLICIT, VERIFICATION, associate_ac, associate_rq, echo_rq, echo_rsp, encoded, fragmented, p_data,
                  pdv, release_rp, release_rq, store_rq, store_rsp)
from peers import scu, storescp
from registry import scenario
from scripted import accepting, connected


@scenario("retransmissions", "DCMTK storescu → DCMTK storescp", "tcp.analysis.retransmission")
def retransmissions(scratch):
    """Every seventh packet towards the acceptor is lost behind the point of capture: retransmissions, selective
    acknowledgements, nothing missing in the end."""
    ARCHIVE.lose("tcp", "dport", "11112", "numgen", "inc", "mod", "7", "==", "5")
    with storescp(scratch, "-pdu", "4096"):
        scu("storescu", "-R", *objects.files(scratch, 1, size=128))


@scenario("retransmitted-requests", "DCMTK storescu → DCMTK storescp", "tcp.analysis.retransmission")
def retransmitted_requests(scratch):
    """Packets are lost in both directions, the A-ASSOCIATE-RQ and the A-ASSOCIATE-AC among them."""
    ARCHIVE.lose("tcp", "dport", "11112", "numgen", "inc", "mod", "5", "==", "2")
    MODALITY.lose("tcp", "sport", "11112", "numgen", "inc", "mod", "5", "==", "2")
    with storescp(scratch):
        scu("storescu", "-R", *objects.files(scratch, 3, size=16))


def accept_one(peer):
    """A C-ECHO answered, the release too; closes first."""
    peer.receive()
    peer.send(associate_ac((1, 0, IMPLICIT)))
    peer.receive()
    peer.send(echo_rsp())
    peer.receive()
    peer.send(release_rp())


def ask_one(peer, pause=0.0):
    peer.send(associate_rq((1, VERIFICATION, [IMPLICIT])))
    peer.receive()
    time.sleep(pause)
    peer.send(echo_rq())
    peer.receive()
    peer.send(release_rq())
    peer.receive()
    peer.receive()


@scenario("port-reuse", "scripted → scripted", "tcp.analysis.reused_ports")
def port_reuse(scratch):
    """Two associations after each other over the same pair of ports: a new SYN begins the second."""
    with accepting(accept_one, accept_one):
        for _ in range(2):
            with connected(own_port=50555) as peer:
                ask_one(peer)
            time.sleep(0.1)


@scenario("keep-alive", "scripted → scripted", "tcp.analysis.keep_alive")
def keep_alive(scratch):
    """An association idle for two and a half seconds while TCP keep-alives pass."""
    with accepting(accept_one), connected() as peer:
        for option, value in ((socket.TCP_KEEPIDLE, 1), (socket.TCP_KEEPINTVL, 1)):
            peer.connection.setsockopt(socket.IPPROTO_TCP, option, value)
        peer.connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        ask_one(peer, pause=2.5)


@scenario("zero-window", "scripted → scripted", "tcp.analysis.zero_window")
def zero_window(scratch):
    """An acceptor that stops reading for a second in the middle of a data set: its window closes, the requestor
    probes."""
    image = objects.image(size=96)
    fragments = fragmented(1, encoded(image), 4000)

    def slow(peer):
        peer.receive()
        peer.send(associate_ac((1, 0, IMPLICIT)))
        peer.receive()
        time.sleep(1)
        for _ in fragments:
            peer.receive()
        peer.send(store_rsp(image))
        peer.receive()
        peer.send(release_rp())
        peer.drain()

    with accepting(slow, receive_buffer=4096), connected() as peer:
        peer.send(associate_rq((1, objects.CT, [IMPLICIT])))
        peer.receive()
        peer.send(p_data(pdv(1, 3, store_rq(image))), *fragments)
        peer.receive()
        peer.send(release_rq())
        peer.receive()


def through_tunnel(scratch, mtu):
    MODALITY.tunnel(ARCHIVE, "198.51.100.10", mtu)
    ARCHIVE.tunnel(MODALITY, "198.51.100.20", mtu)
    with storescp(scratch):
        scu("storescu", "-R", *objects.files(scratch, 1, size=48), peer="198.51.100.20")


@scenario("vxlan", "DCMTK storescu → DCMTK storescp", "vxlan and dicom")
def vxlan(scratch):
    """A C-STORE between two addresses inside a VXLAN tunnel."""
    through_tunnel(scratch, 1450)


@scenario("vxlan-fragmented", "DCMTK storescu → DCMTK storescp", "ip.flags.mf == 1")
def vxlan_fragmented(scratch):
    """A VXLAN tunnel whose inner packets fill 1500 bytes: the outer packets travel as two IPv4 fragments each."""
    through_tunnel(scratch, 1500)
