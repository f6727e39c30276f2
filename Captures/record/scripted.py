"""Peers that follow a script of bytes rather than the protocol."""

import socket
import struct
import threading
import time
from contextlib import contextmanager, suppress

from network import ARCHIVE, MODALITY
from peers import PORT


class Peer:
    """One end of a connection: sends exactly these segments, reads PDU by PDU."""

    def __init__(self, connection):
        self.connection = connection
        connection.settimeout(5)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, *segments, pause=0.0):
        for segment in segments:
            self.connection.sendall(segment)
            time.sleep(pause)

    def receive(self):
        """The type and the body of the next PDU, or (None, b"") when the peer closed."""
        header = self._exactly(6)
        if len(header) < 6:
            return None, b""
        return header[0], self._exactly(int.from_bytes(header[2:], "big"))

    def receive_until(self, kind):
        while (received := self.receive())[0] not in (kind, None):
            pass
        return received

    def drain(self):
        """Whatever comes until the peer closes or has been silent for a second."""
        self.connection.settimeout(1)
        try:
            while self.connection.recv(65536):
                pass
        except OSError:
            pass

    def close(self):
        self.connection.close()

    def reset(self):
        """Closes with RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def _exactly(self, count):
        data = b""
        while len(data) < count and (more := self.connection.recv(count - len(data))):
            data += more
        return data


@contextmanager
def connected(host=MODALITY, peer=ARCHIVE.address, port=PORT, own_port=0):
    with host.entered():
        connection = socket.create_connection((peer, port), timeout=5, source_address=("", own_port))
    try:
        yield Peer(connection)
    finally:
        connection.close()


@contextmanager
def accepting(*scripts, host=ARCHIVE, port=PORT, receive_buffer=None):
    """Each script, a function of a Peer, serves one connection, in turn; the other side may break it off."""
    with host.entered():
        listener = socket.socket()
    if receive_buffer:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
    listener.bind((host.address, port))
    listener.listen()

    def serve():
        for script in scripts:
            connection, _ = listener.accept()
            with connection, suppress(OSError):
                script(Peer(connection))

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield
        thread.join(5)
    finally:
        listener.close()
