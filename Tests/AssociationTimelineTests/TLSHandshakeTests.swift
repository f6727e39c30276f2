import Evidence
import Foundation
import PacketCapture
import Testing

@testable import AssociationTimeline

/// What TLS shows without keys, of recorded handshakes and of bytes that are none.
struct TLSHandshakeTests {
    private final class Associations: AssociationReceiver {
        var all: [Association] = []
        func ended(_ association: Association) { if association.tls != nil { all.append(association) } }
    }

    private func handshakes(_ capture: String) throws -> [TLSHandshake] {
        try associations(capture).compactMap(\.tls)
    }

    private func associations(_ capture: String) throws -> [Association] {
        let directory = #filePath.split(separator: "/").dropLast(3).reduce("") { $0 + "/" + $1 } + "/Captures/"
        let receiver = Associations()
        var analysis = try CaptureAnalysis(inputs: [.path(directory + capture + ".pcap")], receiver: receiver)
        analysis.run()
        return receiver.all
    }

    @Test func versions() throws {
        let found = try handshakes("rule-tls-versions")
        #expect(found.map(\.version) == [0x0301, 0x0303])
        #expect(found.last?.offeredVersions == [0x0304, 0x0303, 0x0302, 0x0301])
        #expect(try handshakes("tls").map { $0.version.map(TLSRegistry.version) } == ["TLS 1.3"])
    }

    @Test func cipherSuites() throws {
        #expect(
            try handshakes("rule-tls-cipher-suites").map { $0.cipherSuite.map(TLSRegistry.cipherSuite) } == [
                "TLS_RSA_WITH_NULL_SHA256", "TLS_RSA_WITH_AES_128_CBC_SHA",
            ])
    }

    @Test func certificates() throws {
        let certificate = try #require(try handshakes("rule-tls-certificates").first?.certificate)
        #expect(certificate.notBefore.iso8601 == "2020-01-01T00:00:00.000000Z")
        #expect(certificate.notAfter.iso8601 == "2024-01-01T00:00:00.000000Z")
        #expect(certificate.isSelfIssued)
        let asked = try #require(try handshakes("rule-tls-client-certificate").first)
        #expect(asked.asksForClientCertificate && asked.clientCertificates == 0)
        #expect(try handshakes("rule-tls-sound").first?.clientCertificates == 1)
        #expect(try handshakes("tls").first?.certificate == nil)
    }

    @Test func alerts() throws {
        let alert = try #require(try handshakes("tls-alert").first?.alerts.first)
        #expect(alert.value.name == "unknown_ca" && alert.value.level == 2)
        #expect(alert.from == .requestor && alert.evidence.lastFrame.rawValue == 8)
        #expect(
            try handshakes("rule-tls-nothing-in-common").map { $0.alerts.map(\.value.name) } == [
                ["protocol_version"], ["handshake_failure"],
            ])
        #expect(try handshakes("rule-tls-sound").first?.alerts.isEmpty == true)
    }

    /// What ended as TLS ends says nothing of having gone wrong; what broke off in the handshake did.
    @Test(arguments: [
        ("tls", [true]), ("rule-tls-sound", [true]), ("rule-tls-versions", [true, true]), ("tls-alert", [false]),
        ("rule-tls-certificates", [true, false]), ("rule-tls-nothing-in-common", [false, false]),
        ("rule-tls-client-certificate", [false]), ("tls-to-plain-port", [false]),
    ])
    func soundness(capture: String, expected: [Bool]) throws {
        #expect(try associations(capture).map(\.isSoundTLS) == expected)
    }

    @Test func recordsAfterTheHandshakeAreCountedByTheirHeadersHoweverTheyAreCut() {
        func record(_ type: UInt8, _ length: Int) -> [UInt8] {
            [type, 3, 3, UInt8(length >> 8), UInt8(length & 0xFF)] + [UInt8](repeating: type, count: length)
        }
        let sent: [(AssociationSide, [UInt8])] = [
            (.requestor, Self.hello + record(20, 1) + record(23, 300)), (.acceptor, record(20, 1) + record(22, 40)),
            (.requestor, record(23, 16_400)), (.acceptor, record(23, 30)), (.requestor, record(21, 40)),
            (.acceptor, record(21, 40)),
        ]
        let origin = ByteOrigin(frame: FrameNumber(1), time: Timestamp(nanoseconds: 0), offset: 0)
        for size in [1, 4, 5, 7, 1_000, 100_000] {
            var reader = TLSHandshakeReader()
            for (index, (side, bytes)) in sent.enumerated() {
                #expect(reader.handshake.isAnswered == (index > 3) && !reader.handshake.isEndedByBoth)
                for start in stride(from: 0, to: bytes.count, by: size) {
                    reader.push(bytes[start..<min(start + size, bytes.count)].span, from: side, origin: origin)
                }
            }
            #expect(reader.handshake.isEndedByBoth)
        }
    }

    @Test func whatIsMissingIsNotHeldAgainstAnyone() {
        var reader = TLSHandshakeReader()
        let origin = ByteOrigin(frame: FrameNumber(1), time: Timestamp(nanoseconds: 0), offset: 0)
        reader.push(Self.hello.span, from: .requestor, origin: origin)
        #expect(reader.handshake.isAnswered == false)
        reader.lost(from: .acceptor)
        #expect(reader.handshake.isAnswered == nil && reader.handshake.hasGap)
    }

    /// A ClientHello of TLS 1.2 with one cipher suite, a server name and, strewn in, a reserved value.
    private static let hello: [UInt8] = {
        let name = Array("archive.example.invalid".utf8)
        let list = [0, 0, UInt8(name.count)] + name
        let serverName = [0, 0, 0, UInt8(list.count + 2), 0, UInt8(list.count)] + list
        let body =
            [3, 3] + [UInt8](repeating: 7, count: 32) + [0, 0, 4, 0x1A, 0x1A, 0xC0, 0x2F, 1, 0]
            + [0, UInt8(serverName.count)] + serverName
        return [22, 3, 1, 0, UInt8(body.count + 4), 1, 0, 0, UInt8(body.count)] + body
    }()

    private func read(_ pieces: [[UInt8]]) -> TLSHandshake {
        var reader = TLSHandshakeReader()
        for (number, piece) in pieces.enumerated() {
            let origin = ByteOrigin(frame: FrameNumber(UInt64(number) + 1), time: Timestamp(nanoseconds: 0), offset: 0)
            reader.push(piece.span, from: .requestor, origin: origin)
        }
        return reader.handshake
    }

    @Test func wholeAndByteByByte() {
        for pieces in [[Self.hello], Self.hello.map { [$0] }] {
            let handshake = read(pieces)
            #expect(handshake.serverName == "archive.example.invalid")
            #expect(handshake.offeredCipherSuites == [0xC02F])
            #expect(handshake.offeredVersions == [0x0303])
            #expect(handshake.clientHello?.lastFrame.rawValue == UInt64(pieces.count))
        }
    }

    @Test func cutAnywhere() {
        for count in 0..<Self.hello.count {
            #expect(read([Array(Self.hello.prefix(count))]).clientHello == nil)
        }
    }

    @Test func anyByteWrong() {
        for place in Self.hello.indices {
            for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
                var bytes = Self.hello
                bytes[place] = value
                _ = read([bytes, bytes])
            }
        }
    }

    @Test func certificatesThatAreNone() {
        #expect(TLSCertificate(der: []) == nil)
        #expect(TLSCertificate(der: [0x30, 0x83, 0xFF, 0xFF, 0xFF]) == nil)
        #expect(TLSCertificate(der: [0x30, 0x84, 1, 1, 1, 1]) == nil)
        #expect(TLSCertificate(der: [UInt8](repeating: 0x30, count: 1_000)) == nil)
    }

    @Test func endlessRecordsEnd() {
        let fragment: [UInt8] = [22, 3, 3, 0x40, 0] + [1, 0xFF, 0xFF, 0xFF] + [UInt8](repeating: 0, count: 0x4000 - 4)
        #expect(read([[UInt8]](repeating: fragment, count: 64)).clientHello == nil)
    }
}
