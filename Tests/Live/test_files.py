#!/usr/bin/env python3
"""What a live capture writes beside its lines: capture files, on full disks too, and the report."""

import json
import os
import signal
import subprocess
import unittest
from collections import Counter

import live
import soak
from case import LiveCase
from live import archive, dicom_file, eventually, offline, scu


class FileTests(LiveCase):
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


if __name__ == "__main__":
    unittest.main(verbosity=2)
