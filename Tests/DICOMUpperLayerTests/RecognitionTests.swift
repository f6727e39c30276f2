import DICOMUpperLayer
import Testing

@Suite struct RecognitionTests {
    private func recognise(_ bytes: [UInt8]) -> DICOMRecognition { .recognise(bytes.span) }
    private func foreign(_ bytes: [UInt8]) -> ForeignProtocol? { .recognise(bytes.span) }
    private func foreign(_ text: String) -> ForeignProtocol? { foreign(Array(text.utf8)) }

    static let foreignOpenings: [(ForeignProtocol?, [UInt8])] = [
        (.tls, [0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC, 3, 3] + Array(repeating: 0x5A, count: 100)),
        (.tls, [0x16, 3, 3, 0, 0x7A, 2, 0, 0, 0x76, 3, 3]), (.tls, [0x15, 3, 1, 0, 2, 2, 40]),
        (.http, Array("GET / HTTP/1.1\r\nHost: a\r\n\r\n".utf8)), (.http, Array("HTTP/1.1 400 Bad Request\r\n".utf8)),
        (.http, Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8)), (.mllp, Array("\u{0B}MSH|^~\\&|A".utf8)),
        (.ssh, Array("SSH-2.0-OpenSSH_9.2\r\n".utf8)), (.smtp, Array("220 mail.example.org ESMTP\r\n".utf8)),
        (.smtp, Array("EHLO a\r\n".utf8)), (.proxy, Array("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\r\n".utf8)),
        (.proxy, [0x0D, 0x0A, 0x0D, 0x0A, 0, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A, 0x21, 0x11, 0, 12]),
        (.rdp, [3, 0, 0, 0x13, 0x0E, 0xE0, 0, 0, 0, 0, 0, 1, 0, 8, 0, 3, 0, 0, 0]),
        (nil, [0, 0, 0, 0x85, 0xFF, 0x53, 0x4D, 0x42, 0x72, 0, 0, 0, 0]),
        (nil, [0, 0, 0, 0xE4, 0xFE, 0x53, 0x4D, 0x42, 0x40, 0, 0, 0, 0]), (nil, Array(repeating: 0, count: 200)),
        (nil, Array(repeating: 1, count: 200)), (nil, Array(repeating: 4, count: 200)),
        (nil, Array("220 ftp.example.org ready\r\n".utf8)), (nil, Array("* OK IMAP4 ready\r\n".utf8)),
        (nil, [1, 0, 0, 0, 1, 0, 0, 1, 0, 0] + Array(repeating: 0, count: 100)),
        (nil, [4, 0, 0, 0, 0x10, 0, 0, 0, 2, 0, 1, 0, 3, 0, 0, 0, 1, 0, 0, 0, 9, 9]),
        (nil, [5, 0, 11, 3, 0x10, 0, 0, 0, 72, 0, 0, 0, 1, 0, 0, 0]),
    ]

    @Test func othersAreNotDICOM() {
        for (expected, bytes) in Self.foreignOpenings {
            #expect(foreign(bytes) == expected)
            #expect(recognise(bytes) == .no, "\(bytes.prefix(12))")
            #expect(DICOMRecognition.firstPDU(in: bytes.span) == nil)
            for length in 0...bytes.count { #expect(recognise(Array(bytes[..<length])) != .yes) }
        }
    }

    @Test func randomBytesAreNotDICOM() {
        var random = SystemlessRandom(state: 1)
        var bytes = (0..<1_000_000).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        #expect(DICOMRecognition.firstPDU(in: bytes.span) == nil)
        for index in bytes.indices { bytes[index] &= 7 }
        #expect(DICOMRecognition.firstPDU(in: bytes.span) == nil)
        for index in bytes.indices { bytes[index] &= 0x84 }
        #expect(DICOMRecognition.firstPDU(in: bytes.span) == nil)
    }

    @Test func aFlawlessRequestOfAbsurdLengthIsOneAtTheBeginning() {
        var request = Build.request
        request.replaceSubrange(2..<6, with: [1, 0, 0, 0])
        #expect(recognise(request) == .yes)
        #expect(DICOMRecognition.firstPDU(in: ([0] + request).span) == nil)
        request[8] = 1
        #expect(recognise(request) == .no)
    }

    @Test func everyPDUIsRecognised() {
        let pdus = [
            Build.request, Build.accept, Build.reject(1, 1, 7), Build.data([Build.pdv(1, 3, Build.command)]),
            Build.data([Build.pdv(1, 2, [1, 2, 3, 4])]),
            Build.data([Build.pdv(1, 3, Build.command), Build.pdv(1, 2, [1, 2])]), Build.releaseRQ, Build.releaseRP,
            Build.abort(0, 0),
        ]
        for pdu in pdus {
            #expect(recognise(pdu) == .yes)
            #expect(foreign(pdu) == nil)
            for length in 0..<min(pdu.count, 10) {
                guard case .maybe(let more) = recognise(Array(pdu[..<length])) else {
                    Issue.record("\(length) bytes of \(pdu.prefix(12))")
                    continue
                }
                #expect(more > 0)
            }
        }
        let stream = Array(repeating: 9, count: 333) + Build.data([Build.pdv(1, 2, [1, 2, 3, 4])]) + Build.releaseRQ
        #expect(DICOMRecognition.firstPDU(in: stream.span) == 333)
    }

    /// Reserved fields are not tested by receivers, and another version is answered with a rejection.
    @Test func bentRequestsAreRecognised() {
        var reserved = Build.request
        reserved[1] = 0xAB
        #expect(recognise(reserved) == .yes)
        var version = Build.request
        version[7] = 2
        #expect(recognise(version) == .yes)
        var latin = Build.request
        latin[10] = 0xC4
        #expect(recognise(latin) == .yes)
        #expect(DICOMRecognition.firstPDU(in: ([9] + Build.request).span) == 1)
        #expect(DICOMRecognition.firstPDU(in: ([9] + version).span) == nil)
    }

    @Test func incompleteOpenings() {
        #expect(foreign([]) == nil)
        #expect(foreign([0x16, 3, 1]) == .tls)
        #expect(foreign("GE") == nil)
        #expect(foreign("220 a smsmtp") == .smtp)
    }
}
