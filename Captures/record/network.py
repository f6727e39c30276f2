"""Two hosts, each a network namespace, joined by one veth pair whose offloads are off, and a tcpdump between them."""

import ctypes
import os
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

CLONE_NEWNET = 0x40000000
INTERFACE = "veth0"
FILTER = "tcp or icmp or udp port 4789 or (ip and ip[6:2] & 0x1fff != 0)"
libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Host:
    """One end of the wire; addresses come from the documentation ranges (RFC 5737) and fd00::/8."""

    name: str
    address: str
    address6: str
    ethernet: str
    more: tuple[str, ...] = ()

    @property
    def namespace(self):
        return f"auscult-{self.name}"

    @contextmanager
    def entered(self):
        """Sockets opened, threads started and programs run by this thread meanwhile belong to this host."""
        home = os.open(f"/proc/self/task/{threading.get_native_id()}/ns/net", os.O_RDONLY)
        there = os.open(f"/run/netns/{self.namespace}", os.O_RDONLY)
        try:
            _set_namespace(there)
            yield
        finally:
            _set_namespace(home)
            os.close(home)
            os.close(there)

    def ip(self, *arguments):
        _run("ip", "-n", self.namespace, *arguments)

    def ignore(self, peer):
        """Packets from the peer get no answer from now on; its host already knows our Ethernet address."""
        peer.ip("neighbour", "replace", self.address, "lladdr", self.ethernet, "dev", INTERFACE, "nud", "permanent")
        self.ip("route", "add", "blackhole", f"{peer.address}/32")

    def lose(self, *rule):
        """Arriving packets that match the nftables rule are dropped from now on."""
        with self.entered():
            _run("nft", "add", "table", "inet", "loss")
            _run("nft", "add", "chain", "inet", "loss", "arriving", "{ type filter hook input priority 0; }")
            _run("nft", "add", "rule", "inet", "loss", "arriving", *rule, "drop")

    def tunnel(self, peer, address, mtu):
        """An address inside a VXLAN tunnel to the peer."""
        self.ip("link", "add", "vxlan0", "type", "vxlan", "id", "42", "remote", peer.address, "dstport", "4789",
                "srcport", "49152", "49153")
        self.ip("link", "set", "vxlan0", "address", self.ethernet.replace("02:", "06:", 1), "mtu", str(mtu), "up")
        self.ip("address", "add", f"{address}/24", "dev", "vxlan0")

    def speak_as(self, address, peer):
        """Programs that cannot choose their own address use this one towards the peer from now on."""
        self.ip("route", "replace", f"{peer}/32", "dev", INTERFACE, "src", address)


MODALITY = Host("modality", "192.0.2.10", "fd00::10", "02:00:00:00:00:10", ("192.0.2.11", "192.0.2.12"))
ARCHIVE = Host("archive", "192.0.2.20", "fd00::20", "02:00:00:00:00:20", ("192.0.2.21", "192.0.2.22"))


@contextmanager
def wire():
    """The two hosts exist and reach each other."""
    _remove()
    try:
        for host in (MODALITY, ARCHIVE):
            _run("ip", "netns", "add", host.namespace)
        _run("ip", "-n", MODALITY.namespace, "link", "add", INTERFACE, "type", "veth",
             "peer", "name", INTERFACE, "netns", ARCHIVE.namespace)
        for host in (MODALITY, ARCHIVE):
            _configure(host)
        yield
    finally:
        _remove()


@contextmanager
def recorded(path: Path, options=()):
    """TCP, ICMP and VXLAN that pass are written to the file, fragments too; the options go to tcpdump."""
    command = ["tcpdump", "-i", INTERFACE, "-U", "-n", "-Z", "root", "--immediate-mode", "-w", str(path), *options]
    with MODALITY.entered():
        process = subprocess.Popen([*command, FILTER], stderr=subprocess.PIPE, text=True)
    try:
        for line in process.stderr:
            if "listening on" in line:
                break
        else:
            raise RuntimeError("tcpdump did not start")
        yield
        time.sleep(0.1)
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate()


def await_listener(process, port, timeout=10):
    """Waits until somebody listens in the program's namespace, without sending it a packet."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args[0]} ended with {process.returncode}")
        for table in ("tcp", "tcp6"):
            for line in Path(f"/proc/{process.pid}/net/{table}").read_text().splitlines()[1:]:
                fields = line.split()
                if fields[3] == "0A" and int(fields[1].rsplit(":", 1)[1], 16) == port:
                    return
        time.sleep(0.02)
    raise RuntimeError(f"nothing listens on port {port}")


def _configure(host):
    host.ip("link", "set", INTERFACE, "address", host.ethernet)
    with host.entered():
        _run("ethtool", "-K", INTERFACE, *(word for name in ("tx", "rx", "tso", "gso", "gro", "sg")
                                           for word in (name, "off")))
        Path("/proc/sys/net/ipv6/conf/all/accept_dad").write_text("0")
        Path("/proc/sys/net/ipv4/ip_local_port_range").write_text("50000 50999")
    for address in (host.address, *host.more):
        host.ip("address", "add", f"{address}/24", "dev", INTERFACE)
    host.ip("address", "add", f"{host.address6}/64", "dev", INTERFACE, "nodad")
    host.ip("link", "set", "lo", "up")
    host.ip("link", "set", INTERFACE, "up")


def _remove():
    for host in (MODALITY, ARCHIVE):
        if Path(f"/run/netns/{host.namespace}").exists():
            _run("ip", "netns", "delete", host.namespace)


def _set_namespace(descriptor):
    if libc.setns(descriptor, CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def _run(*command):
    subprocess.run(command, check=True, capture_output=True, text=True)
