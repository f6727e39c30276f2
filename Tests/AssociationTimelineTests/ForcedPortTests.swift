import PacketCapture
import Testing

@testable import AssociationTimeline

/// `--decode-as`: a port is read as DICOM whatever its bytes look like.
@Suite struct ForcedPortTests {
    @Test func anotherProtocolIsNamedAndReadAllTheSame() throws {
        let input = CaptureInput.path(Captures.path("hl7-mllp.pcap"))
        let named = try #require(try TimelineDigest.associations([input]).first)
        #expect(named.foreignProtocol?.value == .mllp)
        #expect(named.pdus.count == 0)

        var options = TimelineOptions()
        options.decodeAsPorts = [11112]
        let forced = try #require(try TimelineDigest.associations([input], options: options).first)
        #expect(forced.foreignProtocol?.value == .mllp)
        #expect(forced.anomalies.contains { $0.code == "pdu/unrecognized" })
    }
}
