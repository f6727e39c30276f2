#!/usr/bin/env python3
"""How a live capture treats its user: privileges, signals, the terminal, mistakes, the service."""

import fcntl
import os
import pty
import shutil
import signal
import struct
import subprocess
import termios
import unittest
from pathlib import Path

import live
from case import LiveCase
from live import INTERFACE, MODALITY, archive, eventually, scu


class UseTests(LiveCase):
    def test_privileges_are_given_up(self):
        capture = self.capture()
        for task in capture.tasks():
            status = dict(line.split(":\t", 1) for line in
                          Path(f"/proc/{capture.process.pid}/task/{task}/status").read_text().splitlines() if ":\t" in line)
            for each in ("CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb"):
                self.assertEqual(int(status[each], 16), 0, each)
            self.assertEqual(status["NoNewPrivs"], "1")
            self.assertEqual(set(status["Uid"].split()), {"65534"})
            self.assertNotIn("0", status["Groups"].split())
        self.assertEqual(len(capture.tasks()), 2)
        self.assertEqual(capture.stop()[0], 0)

    def test_it_goes_on_as_who_called_sudo(self):
        os.environ.update(SUDO_UID="4711", SUDO_GID="4712")
        self.addCleanup(lambda: (os.environ.pop("SUDO_UID"), os.environ.pop("SUDO_GID")))
        capture = self.capture()
        status = Path(f"/proc/{capture.process.pid}/status").read_text()
        self.assertIn("Uid:\t4711\t4711\t4711\t4711", status)
        self.assertIn("Gid:\t4712\t4712\t4712\t4712", status)

    def test_a_summary_is_printed_on_demand(self):
        capture = self.capture(formats="text")
        with archive(self.directory):
            scu("echoscu")
            eventually(lambda: " closed " in capture.text, "the association is told")
            capture.send(signal.SIGUSR1)
            eventually(lambda: capture.text.count("1 association: 1 released") == 1, "SIGUSR1 prints the summary")
            scu("echoscu")
        self.assertEqual(capture.stop()[0], 0)
        self.assertEqual(capture.text.count("2 associations: 2 released"), 1)
        self.assertEqual(capture.text.count("C-ECHO              Verification"), 2)

    def test_it_ends_by_itself(self):
        self.assertEqual(self.capture("--duration", "1s").process.wait(live.PATIENCE), 0)
        capture = self.capture("--count", "5")
        with archive(self.directory):
            scu("echoscu")
        self.assertEqual(capture.process.wait(live.PATIENCE), 0)
        self.assertEqual(capture.of("capture")[0]["packets"], 5)

    def test_the_status_line_fits_a_narrow_terminal(self):
        outer, inner = pty.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 30, 0, 0))
        capture = self.capture(stderr=inner)
        os.close(inner)
        seen = b""
        while b"open" not in seen.rpartition(b"\r")[0]:
            seen += os.read(outer, 1000)
        capture.stop()
        os.close(outer)
        lines = seen.decode(errors="replace").replace("\x1b[K", "").split("\r")
        self.assertRegex(lines[1], r"^0 open · \d+ packets/s( · |$)")
        self.assertLess(max(map(len, lines)), 30)

    def test_what_cannot_be_done_is_said(self):
        for options in (("--buffer", "256k"), ("--interface", INTERFACE), ("--interface", "any"), ("--rotate", "1h")):
            self.assertEqual(self.capture(*options).stop()[0], 64, options)
        for options, words in ((("--bpf", "tcp prot 104"), "is not understood"),
                               (("--write", "/nowhere/x.pcapng"), "cannot be written"),
                               (("--user", "no-such-user-4711"), "no such user")):
            code, error = self.capture(*options).stop()
            self.assertEqual(code, 2, error)
            self.assertIn(words, error)
        code, error = self.capture(interface="eth4711").stop()
        self.assertEqual(code, 2)
        self.assertIn("no such interface; there are", error)
        self.assertIn(f"did you mean {INTERFACE}?", self.capture(interface="vteh0").stop()[1])
        (self.directory / "there.pcapng").write_text("precious")
        code, error = self.capture("--write", "there.pcapng").stop()
        self.assertEqual(code, 2)
        self.assertIn("--overwrite", error)
        self.assertEqual((self.directory / "there.pcapng").read_text(), "precious")

    def test_the_service_is_one(self):
        """The unit file, as `make install` makes it, to systemd's own checks."""
        if not shutil.which("systemd-analyze"):
            self.skipTest("systemd-analyze is missing (apt-get install systemd)")
        source = live.ROOT / "Sources" / "auscult" / "Service" / "auscult@.service"
        (self.directory / "bin").mkdir()
        (self.directory / "bin" / "auscult").symlink_to(live.AUSCULT)
        unit = self.directory / "auscult@eth1.service"
        unit.write_text(source.read_text().replace("@PREFIX@", str(self.directory)))
        done = subprocess.run(["systemd-analyze", "verify", "--man=no", unit], capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        options = next(line for line in unit.read_text().splitlines() if line.startswith("ExecStart="))
        words = options.removeprefix("ExecStart=").replace("%I", INTERFACE).replace("%i", INTERFACE).split()
        words[words.index("--write") + 1] = str(self.directory / "seen.pcapng")
        more = next(line for line in unit.read_text().splitlines() if line.startswith("Environment="))
        words[-1:] = [*more.split("=", 2)[2].strip('"').split(), "--disk-floor", "0", "--duration", "1s"]
        with MODALITY.entered():
            done = subprocess.run(words, capture_output=True, text=True, cwd=self.directory)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def test_without_permission_the_remedy_is_told(self):
        with MODALITY.entered():
            done = subprocess.run(["setpriv", "--reuid", "65534", "--clear-groups", live.AUSCULT, "capture", "-i", INTERFACE],
                                  capture_output=True, text=True, cwd="/")
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"sudo setcap cap_net_raw+ep {os.path.realpath(live.AUSCULT)}", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
