"""What the live tests do alike."""

import faulthandler
import os
import socket
import unittest
from contextlib import ExitStack

import live
from live import ARCHIVE, MODALITY, capturing, comparable, offline, scratch

# A test that hangs is a test that fails.
faulthandler.dump_traceback_later(10 * live.PATIENCE, exit=True)
WHY = live.missing()


@unittest.skipIf(WHY, WHY)
class LiveCase(unittest.TestCase):
    """A test with two hosts and a scratch directory of its own."""

    def setUp(self):
        self.enter(live.wire())
        self.directory = self.enter(scratch())

    def enter(self, context):
        stack = ExitStack()
        self.addCleanup(stack.close)
        return stack.enter_context(context)

    def connect(self, port=live.PORT):
        with MODALITY.entered():
            client = socket.create_connection((ARCHIVE.address, port), timeout=live.PATIENCE)
        self.addCleanup(client.close)
        return client

    def listen(self, port=live.PORT):
        with ARCHIVE.entered():
            server = socket.create_server((ARCHIVE.address, port))
        server.settimeout(live.PATIENCE)
        self.addCleanup(server.close)
        return server

    def connected(self, port=live.PORT):
        """Both ends of a connection."""
        server = self.listen(port)
        client = self.connect(port)
        accepted, _ = server.accept()
        server.close()
        accepted.settimeout(live.PATIENCE)
        self.addCleanup(accepted.close)
        return client, accepted

    def transfer(self, content):
        """Sends it over a connection that carries no DICOM, as fast as it goes."""
        client, accepted = self.connected(8080)
        if os.fork() == 0:
            client.sendall(content)
            os._exit(0)
        client.close()
        received = 0
        while more := len(accepted.recv(1 << 20)):
            received += more
        accepted.close()
        os.wait()
        self.assertEqual(received, len(content))

    def capture(self, *options, **named):
        return self.enter(capturing(*options, directory=self.directory, **named))

    def assert_as_offline(self, capture, *files):
        associations, _ = offline(*files)
        self.assertEqual([comparable(each) for each in sorted(capture.of("association"), key=lambda it: it["tcpStream"])],
                         [comparable(each) for each in sorted(associations, key=lambda it: it["tcpStream"])])
        return associations
