"""Sends a capture's frames again, faster than tcpreplay: hundreds with one system call, past the queueing discipline."""

import array
import ctypes
import mmap
import os
import socket
import struct
import time

libc = ctypes.CDLL(None, use_errno=True)
libc.sendmmsg.argtypes = (ctypes.c_int, ctypes.c_void_p, ctypes.c_uint, ctypes.c_int)

SOL_PACKET, PACKET_QDISC_BYPASS = 263, 20
# sizeof(struct mmsghdr) and its words on a 64-bit machine.
MESSAGE_SIZE, MESSAGE_WORDS = 64, 8
# Frames of one call, at the highest rates.
BATCH = 512


class Replay:
    """The frames of a pcap file in memory, laid out as sendmmsg(2) wants them."""

    def __init__(self, path):
        with open(path, "rb") as file:
            self._file = mmap.mmap(file.fileno(), 0, mmap.MAP_PRIVATE)
        places = [(place, length) for place, length in _frames(self._file)]
        base = ctypes.addressof(ctypes.c_char.from_buffer(self._file))
        self._vectors = array.array("Q", [word for place, length in places for word in (base + place, length)])
        vectors = self._vectors.buffer_info()[0]
        self._messages = array.array("Q", bytes(MESSAGE_SIZE * len(places)))
        # msg_iov and msg_iovlen; everything else is nothing, the socket being bound to its interface.
        self._messages[2::MESSAGE_WORDS] = array.array("Q", range(vectors, vectors + 16 * len(places), 16))
        self._messages[3::MESSAGE_WORDS] = array.array("Q", [1]) * len(places)
        self._lengths = [length for _, length in places]
        self.packets = len(places)

    def send(self, interface, rate, count):
        """So many frames, over and over, at that rate or as near as it goes: frames, bytes and seconds.

        The network namespace is the calling thread's.
        """
        with socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0) as output:
            output.setsockopt(SOL_PACKET, PACKET_QDISC_BYPASS, 1)
            output.bind((interface, 0))
            messages = self._messages.buffer_info()[0]
            batch = max(1, min(BATCH, rate // 500))
            sent, place, began = 0, 0, time.perf_counter()
            while sent < count:
                wanted = min(batch, count - sent, self.packets - place)
                done = libc.sendmmsg(output.fileno(), messages + MESSAGE_SIZE * place, wanted, 0)
                if done < 0:
                    error = ctypes.get_errno()
                    raise OSError(error, os.strerror(error))
                sent += done
                place = (place + done) % self.packets
                early = began + sent / rate - time.perf_counter()
                if early > 0.0005:
                    time.sleep(early)
            seconds = time.perf_counter() - began
        rounds, rest = divmod(sent, self.packets)
        return sent, rounds * sum(self._lengths) + sum(self._lengths[:rest]), seconds


def _frames(content):
    """Where each frame of a little-endian pcap file is, and how long."""
    place = 24
    while place + 16 <= len(content):
        [length] = struct.unpack_from("<I", content, place + 8)
        yield place + 16, length
        place += 16 + length
