#!/usr/bin/env python3
"""Live capture between two network namespaces. Needs root, iproute2, ethtool and DCMTK; skipped where they are missing.

    sudo python3 Tests/Live/test_live.py [LiveTests.test_...]
"""

import signal
import struct
import subprocess
import unittest
from collections import Counter

import live
import soak
from case import LiveCase
from live import ARCHIVE, INTERFACE, MODALITY, Capture, archive, dicom_file, offline, scu
from replay import Replay


class LiveTests(LiveCase):
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

    def test_findings_are_told_while_the_association_goes_on(self):
        try:
            import peers
            from pynetdicom import evt
        except ImportError:
            self.skipTest("pynetdicom is missing (pip install -r Captures/record/requirements.txt)")
        verification, ct = "1.2.840.10008.1.1", "1.2.840.10008.5.1.4.1.1.2"
        capture = self.capture("--write", "seen.pcapng")
        acceptor = peers.entity("ARCHIVE", supported=(verification,))
        statuses = iter([0x0000, 0x0122])
        with peers.serving(acceptor, (evt.EVT_C_ECHO, lambda event: next(statuses))):
            with peers.associated(peers.entity("MODALITY", verification, ct)) as association:
                # Certain when the A-ASSOCIATE-AC has come, and when the operation has been answered.
                capture.await_record("event", "A-ASSOCIATE-AC")
                association.send_c_echo()
                capture.await_record("event", "C-ECHO")
                before = len(capture.of("finding"))
                association.send_c_echo()
                capture.await_record("finding", "frame", before + 1)
                told = Counter(each["rule"] for each in capture.of("finding"))
                self.assertEqual(capture.of("association"), [])
                self.assertTrue(association.is_established)
        self.assertEqual(capture.stop(), (0, ""))
        found = live.findings(self.directory / "seen.pcapng")
        self.assertTrue(told <= found, f"{told - found} was taken back")
        self.assertEqual(Counter(each["rule"] for each in capture.of("finding")), found)

    def send_every_capture(self):
        """All those of this repository that a wire of this kind can carry, one after the other; the number of packets."""
        # Nobody answers what was answered then.
        for host in (MODALITY, ARCHIVE):
            host.ip("address", "flush", "dev", INTERFACE)
        sent = 0
        for file in sorted((live.ROOT / "Captures").glob("*.pcap")):
            with open(file, "rb") as content:
                magic, link_type = struct.unpack("<I16xI", content.read(24))
            if magic == 0xA1B2C3D4 and link_type == 1 and file.stem != "ipv6-extension-headers":
                with ARCHIVE.entered():
                    frames = Replay(file)
                    sent += frames.send(INTERFACE, 20_000, frames.packets)[0]
        return sent

    def test_every_capture_sent_again_is_told_as_offline(self):
        # Tokens in the place of patient data are numbered as they come up, which live is earlier.
        shown = "--show-phi"
        capture = self.capture("--write", "seen.pcapng", shown)
        sent = self.send_every_capture()
        self.assertEqual(capture.stop(), (0, ""))
        self.assertGreater(len(self.assert_as_offline(capture, self.directory / "seen.pcapng", shown)), 300)
        self.assertGreaterEqual(capture.of("capture")[0]["packets"], sent)
        told = Counter()
        for finding in capture.of("finding"):
            told[finding["rule"]] += finding["count"]
        self.assertEqual(told, live.findings(self.directory / "seen.pcapng"))

    def test_every_limit_that_is_reached_is_counted(self):
        limits = ("operations", "irregularities", "failed", "findings", "told", "remembered", "pairs", "tokens", "rows",
                  "joined", "details", "connections")
        options = [word for limit in limits for word in (f"--max-{limit}", 1 if limit != "connections" else 2)]
        capture = self.capture(*options, "--max-waiting", "1K", "--report", "report.json")
        for port in (4242, 4343):
            scu("echoscu", port=port, check=False)
        self.send_every_capture()
        self.assertEqual(capture.stop(), (0, ""))
        reached = " ".join(each["limit"] for each in capture.of("capture")[-1]["limitsReached"])
        for limit in limits:
            self.assertIn(f"--max-{limit}", reached)

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


if __name__ == "__main__":
    unittest.main(verbosity=2)
