#!/usr/bin/env python3
"""Live capture between two network namespaces. Needs root, iproute2, ethtool and DCMTK; skipped where they are missing.

    sudo python3 Tests/Live/test_live.py [LiveTests.test_...]
"""

import faulthandler
import fcntl
import json
import os
import pty
import shutil
import signal
import socket
import struct
import subprocess
import termios
import unittest
from collections import Counter
from contextlib import ExitStack
from pathlib import Path

import live
import soak
from live import (ARCHIVE, INTERFACE, MODALITY, Capture, archive, capturing, comparable, dicom_file, eventually, offline,
                  scratch, scu)
from replay import Replay

# A test that hangs is a test that fails.
faulthandler.dump_traceback_later(10 * live.PATIENCE, exit=True)

WHY = live.missing()


@unittest.skipIf(WHY, WHY)
class LiveTests(unittest.TestCase):
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

    def test_dcmtk_traffic_is_told_as_offline(self):
        file = dicom_file(self.directory)
        capture = self.capture("--write", "seen.pcapng")
        with archive(self.directory):
            scu("echoscu")
            scu("storescu", file)
            scu("findscu", "-S", "-k", "QueryRetrieveLevel=STUDY", check=False)
        scu("echoscu", check=False)
        self.assertEqual(capture.stop(), (0, ""))
        associations = self.assert_as_offline(capture, self.directory / "seen.pcapng")
        self.assertEqual([each["outcome"] for each in associations][:2], ["released", "released"])
        self.assertEqual(associations[-1]["outcome"], "refused")
        operations = [each["operation"]["kind"] for each in capture.of("event") if each["event"] == "operation"]
        self.assertEqual(operations[:2], ["C-ECHO", "C-STORE"])
        self.assertEqual(capture.of("capture")[-1]["interfaces"][0]["droppedByKernel"], 0)

    def test_pynetdicom_traffic_is_told_as_offline(self):
        try:
            import peers
            from pynetdicom import evt
        except ImportError:
            self.skipTest("pynetdicom is missing (pip install -r Captures/record/requirements.txt)")
        verification = "1.2.840.10008.1.1"
        capture = self.capture("--write", "seen.pcapng")
        acceptor = peers.entity("ARCHIVE", supported=(verification,))
        with peers.serving(acceptor, (evt.EVT_C_ECHO, lambda event: 0x0122)):
            for _ in range(3):
                with peers.associated(peers.entity("MODALITY", verification)) as association:
                    association.send_c_echo()
            with peers.associated(peers.entity("MODALITY", verification)) as association:
                association.abort()
        self.assertEqual(capture.stop(), (0, ""))
        associations = self.assert_as_offline(capture, self.directory / "seen.pcapng")
        self.assertEqual([each["outcome"] for each in associations], ["released"] * 3 + ["aborted"])

    def test_every_capture_sent_again_is_told_as_offline(self):
        """All those of this repository that a wire of this kind can carry, one after the other."""
        # Nobody answers what was answered then.
        for host in (MODALITY, ARCHIVE):
            host.ip("address", "flush", "dev", INTERFACE)
        # Tokens in the place of patient data are numbered as they come up, which live is earlier.
        shown = "--show-phi"
        capture = self.capture("--write", "seen.pcapng", shown)
        sent = 0
        for file in sorted((live.ROOT / "Captures").glob("*.pcap")):
            with open(file, "rb") as content:
                magic, link_type = struct.unpack("<I16xI", content.read(24))
            if magic == 0xA1B2C3D4 and link_type == 1 and file.stem != "ipv6-extension-headers":
                with ARCHIVE.entered():
                    frames = Replay(file)
                    sent += frames.send(INTERFACE, 20_000, frames.packets)[0]
        self.assertEqual(capture.stop(), (0, ""))
        self.assertGreater(len(self.assert_as_offline(capture, self.directory / "seen.pcapng", shown)), 300)
        self.assertGreaterEqual(capture.of("capture")[0]["packets"], sent)
        told = Counter()
        for finding in capture.of("finding"):
            told[finding["rule"]] += finding["count"]
        self.assertEqual(told, live.findings(self.directory / "seen.pcapng"))

    def test_findings_are_those_of_the_file_and_stand_in_it_as_comments(self):
        capture = self.capture("--write", "seen.pcapng", "--fail-on", "error")
        scu("echoscu", check=False)
        with archive(self.directory):
            with self.connect() as client:
                client.sendall(soak.REQUEST)
                client.recv(len(soak.ACCEPT))
                client.sendall(soak.ECHO.replace(bytes.fromhex("38000000"), bytes.fromhex("37000000")))
                client.recv(1000)
                client.sendall(soak.REQUEST)
                client.recv(1000)
        code, _ = capture.stop()
        live_findings = Counter(each["rule"] for each in capture.of("finding"))
        self.assertEqual(live_findings, live.findings(self.directory / "seen.pcapng"))
        self.assertTrue(live_findings)
        self.assertEqual(code, int(any(each["severity"] == "error" for each in capture.of("finding"))))
        self.assertEqual(sum(capture.of("capture")[0]["findings"].values()), live_findings.total())
        seen = (self.directory / "seen.pcapng").read_bytes()
        for rule in live_findings:
            self.assertIn(f" {rule}: ".encode(), seen)

    def test_files_rotate_and_lose_nothing(self):
        file = dicom_file(self.directory)
        capture = self.capture("--write", "ring.pcapng", "--rotate", "64k")
        with archive(self.directory):
            for _ in range(20):
                scu("storescu", file)
            capture.await_association(20)
            before = len(list(self.directory.glob("ring-*")))
            capture.send(signal.SIGHUP)
            eventually(lambda: len(list(self.directory.glob("ring-*"))) > before, "SIGHUP begins a file")
            scu("echoscu")
        self.assertEqual(capture.stop()[0], 0)
        files = sorted(self.directory.glob("ring-*.pcapng"))
        self.assertGreater(len(files), 3)
        self.assertEqual(list(self.directory.glob("*.part")), [])
        self.assert_as_offline(capture, *files)
        self.assertEqual(offline(*files)[1]["packets"], capture.of("capture")[-1]["packets"])

    def test_the_ring_keeps_only_its_newest_files(self):
        file = dicom_file(self.directory)
        earlier = self.directory / "ring-00001-20200101T000000Z.pcapng"
        earlier.write_text("an earlier run's")
        capture = self.capture("--write", "ring.pcapng", "--rotate", "64k", "--files", "3")
        with archive(self.directory):
            for _ in range(30):
                scu("storescu", file)
        self.assertEqual(capture.stop()[0], 0)
        self.assertEqual(earlier.read_text(), "an earlier run's")
        files = sorted(self.directory.glob("ring-*.pcapng"))[1:]
        self.assertEqual(len(files), 3)
        self.assertGreater(capture.of("capture")[-1]["written"]["filesRemoved"], 0)
        for each in files:
            self.assertEqual(offline(each)[1]["problems"], [])

    def test_files_that_change_under_load_hold_every_packet(self):
        """Beside one file of the same traffic, which is faster than it is analysed."""
        options = ("--bpf", "tcp port 8080", "--buffer", "64M")
        one = self.capture(*options, "--write", "one.pcapng", name="one")
        ring = self.capture(*options, "--write", "ring.pcapng", "--rotate", "512k", name="ring")
        sent = os.urandom(1 << 20) * 6
        self.transfer(sent)
        for capture in (one, ring):
            self.assertEqual(capture.stop()[0], 0)
            self.assertEqual(capture.of("capture")[0]["droppedPackets"], 0)
        files = sorted(self.directory.glob("ring-*.pcapng"))
        self.assertGreater(len(files), 10)
        self.assertEqual(list(self.directory.glob("*.part")), [])
        packets = live.packets(self.directory / "one.pcapng")
        self.assertGreater(len(packets), len(sent) // 1500)
        # The two directions come from two processors and may meet each file in another order.
        self.assertEqual(Counter(packet for file in files for packet in live.packets(file)), Counter(packets))

    def test_only_dicom_is_written(self):
        capture = self.capture("--write", "dicom.pcapng", "--only-dicom")
        client, accepted = self.connected(8080)
        client.sendall(b"GET / HTTP/1.1\r\n\r\n")
        accepted.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(100_000))
        soak.read(client, 100_000)
        with archive(self.directory):
            scu("echoscu")
        scu("echoscu", check=False)
        client.close()
        self.assertEqual(capture.stop()[0], 0)
        associations, whole = offline(self.directory / "dicom.pcapng")
        self.assertEqual([each["outcome"] for each in associations], ["released", "refused"])
        self.assertEqual(whole["connections"], 2)
        self.assertLess(whole["bytes"], 5000)
        self.assertTrue(associations[0]["capture"]["sawHandshake"])
        self.assertEqual(capture.of("capture")[0]["written"]["packets"], whole["packets"])

    def test_an_attempt_is_told_when_dicom_is_seen_there(self):
        capture = self.capture("--write", "seen.pcapng")
        scu("echoscu", port=4242, check=False)
        scu("echoscu", port=4343, check=False)
        with archive(self.directory, port=4242):
            scu("echoscu", port=4242)
        capture.await_association(2)
        self.assertEqual(capture.stop()[0], 0)
        associations = self.assert_as_offline(capture, self.directory / "seen.pcapng")
        self.assertEqual([each["outcome"] for each in associations], ["refused", "released"])
        self.assertEqual(capture.of("association")[0]["outcome"], "refused")

    def test_an_interrupt_inside_an_association_ends_with_all_that_was_seen(self):
        """Ctrl-C for one, SIGTERM for another that writes text."""
        records = self.capture("--write", "seen.pcapng", name="records")
        text = self.capture(formats="text", name="text")
        client, accepted = self.connected()
        client.sendall(soak.REQUEST)
        soak.read(accepted, len(soak.REQUEST))
        accepted.sendall(soak.ACCEPT)
        soak.read(client, len(soak.ACCEPT))
        client.sendall(soak.ECHO[:20])
        soak.read(accepted, 20)
        records.await_record("event", "A-ASSOCIATE-AC")
        self.assertEqual(records.stop(signal.SIGINT), (0, ""))
        self.assertEqual(text.stop(signal.SIGTERM), (0, ""))
        associations = self.assert_as_offline(records, self.directory / "seen.pcapng")
        self.assertEqual([each["outcome"] for each in associations], ["open"])
        self.assertEqual(associations[0]["callingAETitle"], "MODALITY")
        whole = offline(self.directory / "seen.pcapng")[1]
        self.assertEqual(whole["problems"], [])
        [summary] = records.of("capture")
        for fact in ("packets", "bytes", "firstPacket", "lastPacket", "droppedPackets", "connections"):
            self.assertEqual(summary[fact], whole[fact], fact)
        self.assertEqual(summary["openAssociations"], 1)
        self.assertEqual(Counter(each["rule"] for each in records.of("finding")),
                         live.findings(self.directory / "seen.pcapng"))
        self.assertIn("closed              still open when the capture ends · MODALITY → ARCHIVE", text.text)
        self.assertNotIn("warning", text.text)
        self.assertIn("1 association: 1 open", text.text)

    def test_packets_the_kernel_drops_are_counted_told_and_gaps(self):
        capture = self.capture("--write", "seen.pcapng", "--buffer", "1M")
        client, accepted = self.connected()
        client.sendall(soak.REQUEST)
        soak.read(accepted, len(soak.REQUEST))
        accepted.sendall(soak.ACCEPT)
        soak.read(client, len(soak.ACCEPT))
        capture.await_record("event", "A-ASSOCIATE-AC")
        # Too slow a machine, made so: what comes meanwhile is more than the buffer holds.
        capture.send(signal.SIGSTOP)
        for _ in range(6000):
            client.sendall(soak.ECHO)
            soak.read(accepted, len(soak.ECHO))
            accepted.sendall(soak.ANSWER)
            soak.read(client, len(soak.ANSWER))
        capture.send(signal.SIGCONT)
        capture.await_record("interface", "too slow")
        client.sendall(soak.RELEASE)
        soak.read(accepted, len(soak.RELEASE))
        accepted.sendall(soak.RELEASED)
        soak.read(client, len(soak.RELEASED))
        client.close()
        accepted.close()
        capture.await_association()
        self.assertEqual(capture.stop()[0], 0)
        [association] = self.assert_as_offline(capture, self.directory / "seen.pcapng")
        self.assertEqual(association["outcome"], "released")
        self.assertGreater(association["capture"]["gaps"], 0)
        [summary] = capture.of("capture")
        self.assertGreater(summary["droppedPackets"], 0)
        self.assertEqual(offline(self.directory / "seen.pcapng")[1]["droppedPackets"], summary["droppedPackets"])
        findings = Counter(each["rule"] for each in capture.of("finding"))
        self.assertEqual(findings, live.findings(self.directory / "seen.pcapng"))
        self.assertEqual(findings["capture/packets-dropped"], 1)
        # Nobody is accused for what was not seen.
        self.assertEqual([each["rule"] for each in capture.of("finding") if each["severity"] != "note"], [])

    def full_disk(self, size):
        """A disk of its own that can be filled."""
        disk = self.directory / "disk"
        disk.mkdir()
        if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size},mode=777", "tmpfs", disk], capture_output=True).returncode:
            self.skipTest("no disk can be mounted here")
        self.addCleanup(subprocess.run, ["umount", disk], check=True)
        return disk

    def test_a_full_disk_is_said_and_survived(self):
        disk = self.full_disk("16m")
        capture = self.capture("--write", "disk/seen.pcapng")
        with archive(self.directory):
            scu("echoscu")
            capture.await_association(1)
            eventually(lambda: (disk / "seen.pcapng").stat().st_size > 1000, "packets reach the disk")
            with open(disk / "filler", "wb", buffering=0) as filler:
                try:
                    while filler.write(bytes(4096)):
                        pass
                except OSError:
                    pass
            for number in range(2, 200):
                scu("echoscu")
                capture.await_association(number)
                if capture.of("file"):
                    break
            capture.await_record("file", "no longer written")
            scu("echoscu")
            capture.await_association(number + 1)
            (disk / "filler").unlink()
            capture.await_record("file", "written again")
            scu("echoscu")
            capture.await_association(number + 2)
        self.assertEqual(capture.stop()[0], 0)
        self.assertEqual({each["outcome"] for each in capture.of("association")}, {"released"})
        [summary] = capture.of("capture")
        written = summary["written"]
        self.assertGreater(written["packetsNotWritten"], 0)
        self.assertEqual(written["packets"] + written["packetsNotWritten"], summary["packets"])
        files = sorted(disk.glob("seen*"))
        self.assertEqual([each for each in files if each.suffix == ".part"], [])
        associations, whole = offline(*files)
        self.assertEqual(whole["problems"], [])
        self.assertEqual(whole["packets"], written["packets"])
        self.assertEqual(associations[-1]["outcome"], "released")

    def test_the_floor_of_the_disk_is_left(self):
        disk = self.full_disk("16m")
        floor = 15 << 20

        def free():
            state = os.statvfs(disk)
            return state.f_bavail * state.f_frsize

        capture = self.capture("--write", "disk/ring.pcapng", "--rotate", "64k", "--files", "1000", "--disk-floor", floor)
        self.transfer(bytes(3 << 20))
        self.assertEqual(capture.stop()[0], 0)
        [summary] = capture.of("capture")
        self.assertGreater(summary["written"]["filesRemoved"], 0)
        self.assertEqual(summary["written"]["packetsNotWritten"], 0)
        (disk / "filler").write_bytes(bytes(max(0, free() - floor + 4096)))
        capture = self.capture("--write", "disk/one.pcapng", "--disk-floor", floor, name="one")
        before = free()
        self.transfer(bytes(10_000))
        capture.await_record("file", "lower --disk-floor")
        self.assertEqual(capture.stop()[0], 0)
        [summary] = capture.of("capture")
        self.assertEqual(summary["written"]["packets"], 0)
        self.assertEqual(summary["written"]["packetsNotWritten"], summary["packets"])
        self.assertGreaterEqual(free(), before - 8192)

    def test_an_interface_goes_down_disappears_and_comes_back(self):
        capture = self.capture("--write", "seen.pcapng")
        with archive(self.directory):
            scu("echoscu")
        MODALITY.ip("link", "set", INTERFACE, "down")
        capture.await_record("interface", "went down")
        MODALITY.ip("link", "set", INTERFACE, "up")
        capture.await_record("interface", "is back")
        with archive(self.directory):
            scu("echoscu")
        MODALITY.ip("link", "delete", INTERFACE)
        capture.await_record("interface", "disappeared")
        MODALITY.ip("link", "add", INTERFACE, "type", "veth", "peer", "name", INTERFACE, "netns", ARCHIVE.namespace)
        for host in (MODALITY, ARCHIVE):
            live.network._configure(host)
        capture.await_record("interface", "is back", times=2)
        with archive(self.directory):
            scu("echoscu")
        self.assertEqual(capture.stop()[0], 0)
        self.assertEqual([each["outcome"] for each in capture.of("association")], ["released"] * 3)
        self.assert_as_offline(capture, self.directory / "seen.pcapng")

    def test_a_report_rolls_forward(self):
        report = self.directory / "report.json"

        def associations():
            """Whoever opens the file finds a whole report."""
            return len(json.loads(report.read_text())["associations"])

        capture = self.capture("--write", "seen.pcapng", "--report", report, "--every", "1s")
        self.assertEqual(associations(), 0)
        self.assertEqual(report.stat().st_uid, 65534)
        with archive(self.directory):
            scu("echoscu")
            eventually(lambda: associations() == 1, "the report is written again")
            scu("echoscu")
            scu("echoscu")
        scu("echoscu", check=False)
        self.assertEqual(capture.stop(), (0, ""))
        live_report = json.loads(report.read_text())
        done = subprocess.run([live.AUSCULT, "report", "seen.pcapng", "--format", "json"], check=True, capture_output=True,
                              cwd=self.directory)
        offline_report = json.loads(done.stdout)
        self.assertEqual(live_report["schema"], offline_report["schema"])
        self.assertEqual(len(live_report["associations"]), 4)
        for part in ("verdict", "findings", "negotiations", "associations"):
            self.assertEqual(live_report[part], offline_report[part], part)
        self.assertEqual([each.name for each in self.directory.glob("report.*")], ["report.json"])
        for name, beginning in (("a.md", "# "), ("a.txt", ""), ("a.json", "{")):
            self.assertEqual(self.capture("--report", name, "--duration", "1s").process.wait(live.PATIENCE), 0)
            self.assertTrue((self.directory / name).read_text().startswith(beginning), name)
        code, error = self.capture("--report", report).stop()
        self.assertEqual((code, "--overwrite" in error), (2, True))
        code, error = self.capture("--report", "/proc/report.html").stop()
        self.assertEqual((code, "cannot be written by nobody" in error), (2, True))

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

    def test_a_reader_that_leaves_ends_it_with_the_file_whole(self):
        capture = self.capture("--write", "ring.pcapng", "--rotate", "1h", stdout=subprocess.PIPE)
        with archive(self.directory):
            scu("echoscu")
            self.assertIn(b"opened", capture.process.stdout.readline())
            capture.process.stdout.close()
            while capture.process.poll() is None:
                scu("echoscu")
        self.assertEqual(capture.process.returncode, 0)
        self.assertEqual(capture.process.stderr.read(), b"")
        capture.process.stderr.close()
        [file] = self.directory.glob("ring-*")
        self.assertEqual(file.suffix, ".pcapng")
        self.assertEqual(offline(file)[1]["problems"], [])

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

    def test_several_interfaces_are_one_capture_in_time_order(self):
        with MODALITY.entered():
            capture = Capture("--interface", "lo", "--write", "seen.pcapng", directory=self.directory)
        self.addCleanup(capture.kill)
        with archive(self.directory):
            scu("echoscu")
        with MODALITY.entered():
            server = subprocess.Popen(["storescp", "-aet", "LOCAL", "--ignore", "11113"], cwd=self.directory,
                                      preexec_fn=live.with_parent)
        live.await_listener(server, 11113, live.PATIENCE)
        with MODALITY.entered():
            subprocess.run(["echoscu", "127.0.0.1", "11113"], check=True)
        server.terminate()
        server.wait()
        self.assertEqual(capture.stop()[0], 0)
        self.assertEqual(len(self.assert_as_offline(capture, self.directory / "seen.pcapng")), 2)

    def test_any_interface(self):
        capture = self.capture("--write", "seen.pcapng", interface="any")
        with archive(self.directory):
            scu("echoscu")
        self.assertEqual(capture.stop()[0], 0)
        self.assertEqual(len(self.assert_as_offline(capture, self.directory / "seen.pcapng")), 1)
        self.assertEqual(capture.of("capture")[0]["linkTypes"], ["Linux cooked v2"])

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
