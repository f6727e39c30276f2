import Testing

@testable import NetworkLayers

@Suite struct ICMPTests {
    @Test func fragmentationNeeded() throws {
        let quote = Array(SampleFrame.inner4.bytes[..<28])
        let message = Layered(bytes: [3, 4, 0, 0, 0, 0] + big16(1400) + quote, ipProtocol: 1)
            .ipv4(from: [10, 0, 0, 254]).ethernet(padding: 4)
        let decoder = ExpectedDecoder()
        guard case .icmpError(let error) = decoder.decode(message.bytes) else {
            Issue.record("no error told")
            return
        }
        #expect(error.maximumTransmissionUnit == 1400)
        #expect((error.type, error.code) == (3, 4))
        #expect(error.reporter.description == "10.0.0.254")
        #expect(error.source.description == "192.0.2.1:40000")
        #expect(error.destination.description == "198.51.100.7:104")
        #expect(error.sequence == 0x0102_0304)
        #expect(decoder.statistics.icmpErrors == 1)
    }

    @Test func packetTooBig() throws {
        let message = Layered(bytes: [2, 0, 0, 0] + big32(1280) + SampleFrame.inner6.bytes, ipProtocol: 58).ipv6()
        let decoder = ExpectedDecoder()
        guard case .icmpError(let error) = decoder.decode(message.bytes, linkType: .raw) else {
            Issue.record("no error told")
            return
        }
        #expect(error.version == .icmpv6)
        #expect(error.maximumTransmissionUnit == 1280)
        #expect(error.source.description == "[2001:db8::1]:40000")
        #expect(error.destination.description == "[2001:db8::7]:104")
    }

    @Test func quotesCutAnywhere() {
        let decoder = ExpectedDecoder()
        let whole = SampleFrame.inner4.bytes
        for length in whole.indices {
            let message = Layered(bytes: [3, 3, 0, 0, 0, 0, 0, 0] + whole[..<length], ipProtocol: 1).ipv4()
            let outcome = decoder.decode(message.bytes, linkType: .raw)
            #expect(outcome.summary == (length >= 28 ? "ICMP error" : "protocol 1"))
        }
    }

    @Test func echoesAndQuotedDatagrams() {
        let decoder = ExpectedDecoder()
        let quotedUDP = Layered(bytes: [1, 2]).udp(to: 53).ipv4().bytes
        for body in [[8, 0, 0, 0, 0, 0, 0, 0] + SampleFrame.inner4.bytes, [3, 3, 0, 0, 0, 0, 0, 0] + quotedUDP] {
            let message = Layered(bytes: body, ipProtocol: 1).ipv4()
            #expect(decoder.decode(message.bytes, linkType: .raw).summary == "protocol 1")
        }
    }
}
