#!/usr/bin/env python3
"""Live capture between two network namespaces. Needs root, iproute2, ethtool and DCMTK; skipped where they are missing.

    sudo python3 Tests/Live/test_live.py [LiveTests.test_...]
"""

import os
import signal
import socket
import subprocess
import time
import unittest
from collections import Counter
from pathlib import Path
from threading import Thread

import live
import soak
from live import ARCHIVE, INTERFACE, MODALITY, Capture, archive, capturing, comparable, dicom_file, offline, scratch, scu

WHY = live.missing()


@unittest.skipIf(WHY, WHY)
class LiveTests(unittest.TestCase):
    def setUp(self):
        self.enter(live.wire())
        self.directory = self.enter(scratch())

    def enter(self, context):
        value = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return value

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

    def test_findings_are_those_of_the_file_and_stand_in_it_as_comments(self):
        capture = self.capture("--write", "seen.pcapng", "--fail-on", "error")
        scu("echoscu", check=False)
        with archive(self.directory):
            with MODALITY.entered():
                client = socket.create_connection((ARCHIVE.address, live.PORT))
            with client:
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
            capture.send(signal.SIGHUP)
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

    def test_only_dicom_is_written(self):
        capture = self.capture("--write", "dicom.pcapng", "--only-dicom")
        with ARCHIVE.entered():
            other = socket.create_server((ARCHIVE.address, 8080))
        self.addCleanup(other.close)

        def serve():
            with other.accept()[0] as accepted:
                accepted.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(100_000))

        Thread(target=serve, daemon=True).start()
        with MODALITY.entered():
            client = socket.create_connection((ARCHIVE.address, 8080))
        client.sendall(b"GET / HTTP/1.1\r\n\r\n")
        client.recv(100_000)
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

    def test_an_interrupt_inside_an_association_ends_with_all_that_was_seen(self):
        capture = self.capture("--write", "seen.pcapng")
        with archive(self.directory):
            with MODALITY.entered():
                client = socket.create_connection((ARCHIVE.address, live.PORT))
            client.sendall(bytes.fromhex("0100000000cd"))
            time.sleep(0.2)
            code, error = capture.stop(signal.SIGTERM)
            client.close()
        self.assertEqual((code, error), (0, ""))
        self.assertEqual(offline(self.directory / "seen.pcapng")[1]["problems"], [])
        self.assertEqual(len(capture.of("capture")), 1)

    def test_an_interface_goes_down_disappears_and_comes_back(self):
        capture = self.capture("--write", "seen.pcapng")
        with archive(self.directory):
            scu("echoscu")
        MODALITY.ip("link", "set", INTERFACE, "down")
        self.assertTrue(capture.await_record(lambda it: it["record"] == "interface" and "went down" in it["message"]))
        MODALITY.ip("link", "set", INTERFACE, "up")
        self.assertTrue(capture.await_record(lambda it: it["record"] == "interface" and "is back" in it["message"]))
        with archive(self.directory):
            scu("echoscu")
        MODALITY.ip("link", "delete", INTERFACE)
        self.assertTrue(capture.await_record(lambda it: it["record"] == "interface" and "disappeared" in it["message"]))
        MODALITY.ip("link", "add", INTERFACE, "type", "veth", "peer", "name", INTERFACE, "netns", ARCHIVE.namespace)
        for host in (MODALITY, ARCHIVE):
            live.network._configure(host)
        self.assertTrue(capture.await_record(
            lambda it: [each["message"] for each in capture.of("interface")].count(f"{INTERFACE} is back") == 2))
        with archive(self.directory):
            scu("echoscu")
        self.assertEqual(capture.stop()[0], 0)
        self.assertEqual([each["outcome"] for each in capture.of("association")], ["released"] * 3)
        self.assert_as_offline(capture, self.directory / "seen.pcapng")

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
            time.sleep(0.3)
            capture.send(signal.SIGUSR1)
            self.assertEqual(capture.text.count("1 association: 1 released"), 1)
            scu("echoscu")
        self.assertEqual(capture.stop()[0], 0)
        self.assertEqual(capture.text.count("2 associations: 2 released"), 1)
        self.assertEqual(capture.text.count("C-ECHO              Verification"), 2)

    def test_it_ends_by_itself(self):
        self.assertEqual(self.capture("--duration", "1s").process.wait(5), 0)
        capture = self.capture("--count", "5")
        with archive(self.directory):
            scu("echoscu")
        self.assertEqual(capture.process.wait(5), 0)
        self.assertEqual(capture.of("capture")[0]["packets"], 5)

    def test_several_interfaces_are_one_capture_in_time_order(self):
        with MODALITY.entered():
            capture = Capture("--interface", "lo", "--write", "seen.pcapng", directory=self.directory)
        self.addCleanup(capture.kill)
        with archive(self.directory):
            scu("echoscu")
        with MODALITY.entered():
            server = subprocess.Popen(["storescp", "-aet", "LOCAL", "--ignore", "11113"], cwd=self.directory)
        live.await_listener(server, 11113)
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
        for options, words in ((("--bpf", "tcp prot 104"), "is not understood"),
                               (("--write", "/nowhere/x.pcapng"), "cannot be written"),
                               (("--user", "no-such-user-4711"), "no such user")):
            code, error = self.capture(*options).stop()
            self.assertEqual(code, 2, error)
            self.assertIn(words, error)
        code, error = self.capture(interface="eth4711").stop()
        self.assertEqual(code, 2)
        self.assertIn("no such interface; there are", error)
        (self.directory / "there.pcapng").write_text("precious")
        code, error = self.capture("--write", "there.pcapng").stop()
        self.assertEqual(code, 2)
        self.assertIn("--overwrite", error)
        self.assertEqual((self.directory / "there.pcapng").read_text(), "precious")

    def test_without_permission_the_remedy_is_told(self):
        with MODALITY.entered():
            done = subprocess.run(["setpriv", "--reuid", "65534", "--clear-groups", live.AUSCULT, "capture", "-i", INTERFACE],
                                  capture_output=True, text=True, cwd="/")
        self.assertEqual(done.returncode, 2)
        self.assertIn(f"sudo setcap cap_net_raw+ep {os.path.realpath(live.AUSCULT)}", done.stderr)


if __name__ == "__main__":
    unittest.main(verbosity=2)
