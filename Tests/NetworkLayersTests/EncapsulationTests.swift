import Testing

@testable import NetworkLayers

@Suite struct EncapsulationTests {
    @Test(arguments: SampleFrame.all)
    func segmentIsFound(_ sample: SampleFrame) throws {
        let decoder = ExpectedDecoder()
        let decoded = try #require(decoder.segment(sample.bytes, linkType: sample.linkType))
        let segment = decoded.segment
        #expect(String(decoding: decoded.payload, as: UTF8.self) == "A-ASSOCIATE")
        #expect(segment.source.description == (sample.isIPv6 ? "[2001:db8::1]:40000" : "192.0.2.1:40000"))
        #expect(segment.destination.description == (sample.isIPv6 ? "[2001:db8::7]:104" : "198.51.100.7:104"))
        #expect(segment.sequence == 0x0102_0304)
        #expect(segment.acknowledgement == 0x0506_0708)
        #expect(segment.flags == [.psh, .ack])
        #expect(segment.window == 502)
        #expect(segment.payloadLength == 11)
        #expect(segment.timeToLive == (sample.isIPv6 ? 63 : 61))
        #expect(decoded.hasTrueChecksum(in: sample.bytes) == true)
        #expect(decoder.statistics.segments == 1)
        #expect(sample.layers.isSubset(of: decoder.statistics.encapsulations.layers))
    }

    @Test(arguments: SampleFrame.all)
    func everyCutIsTold(_ sample: SampleFrame) {
        let decoder = ExpectedDecoder()
        for length in 0..<sample.bytes.count {
            let cut = Array(sample.bytes[..<length])
            let outcome = decoder.decode(cut, originalLength: sample.bytes.count, linkType: sample.linkType)
            switch outcome {
            case .segment(let segment):
                #expect(segment.payloadLength == 11)
                #expect(segment.payload.upperBound <= length)
            // A pseudowire is known by the type of the frame in it.
            case .notIP: #expect(sample.layers.contains(.mpls))
            case .truncated: break
            default: Issue.record("\(outcome.summary) after \(length) bytes")
            }
        }
    }

    @Test(arguments: SampleFrame.all)
    func everyShorterFrameIsBearable(_ sample: SampleFrame) {
        let decoder = ExpectedDecoder()
        for length in 0..<sample.bytes.count {
            decoder.decode(Array(sample.bytes[..<length]), linkType: sample.linkType)
        }
        #expect(decoder.statistics.unsupportedLinkTypes == 0)
    }

    @Test(arguments: SampleFrame.all)
    func everyByteMayBeAnything(_ sample: SampleFrame) {
        let decoder = ExpectedDecoder()
        var random = SplitMix(state: UInt64(sample.bytes.count))
        for index in sample.bytes.indices {
            for value: UInt8 in [0, 1, 0x0F, 0x44, 0x7F, 0x80, 0xFF, UInt8.random(in: 0...255, using: &random)] {
                var bytes = sample.bytes
                bytes[index] = value
                bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(in: 0...255, using: &random)
                if case .segment(let segment) = decoder.decode(bytes, linkType: sample.linkType) {
                    #expect(segment.payload.upperBound <= bytes.count)
                    #expect(segment.payloadLength >= segment.payload.count)
                }
            }
        }
    }

    @Test func nestingIsBounded() {
        var packet = SampleFrame.inner4
        for _ in 0..<15 { packet = packet.ipv4() }
        let decoder = ExpectedDecoder()
        #expect(decoder.decode(packet.bytes, linkType: .raw).summary == "segment")
        packet = packet.ipv4().ipv4()
        #expect(decoder.decode(packet.bytes, linkType: .raw).summary == "too deep")
        for _ in 0..<2000 { packet = packet.ipv4() }
        #expect(decoder.decode(packet.bytes, linkType: .raw).summary == "too deep")
        var tags = SampleFrame.inner4
        for identifier: UInt16 in 1...17 { tags = tags.vlan(identifier) }
        #expect(decoder.decode(tags.ethernet().bytes).summary == "too deep")
        #expect(decoder.statistics.tooDeep == 3)
    }

    @Test func labelStackAsLongAsTheFrame() {
        let decoder = ExpectedDecoder()
        let stack = Layered(bytes: Array(repeating: 0, count: 9000), etherType: 0x8847).ethernet()
        #expect(decoder.decode(stack.bytes).summary == "malformed mpls length at 14")
        #expect(decoder.decode(stack.bytes, originalLength: 9999).summary == "truncated mpls")
    }

    @Test func encapsulationsAreCounted() {
        let decoder = ExpectedDecoder()
        for sample in SampleFrame.tags + SampleFrame.tunnels { decoder.decode(sample.bytes) }
        let seen = decoder.statistics.encapsulations
        #expect(seen[.erspan] == 6)
        #expect(seen[.vxlan] == 6)
        #expect(seen[.geneve] == 2)
        #expect(seen.vlanIdentifiers == [5, 6, 9, 12, 13, 14, 700])
        #expect(seen.layers.first == .ppp)
    }

    @Test(arguments: [
        ("", 147, "unsupported link type"),
        ("ARP", 1, "not IP"), ("LLC", 1, "not IP"), ("PPPoE discovery", 1, "not IP"), ("UDP", 1, "protocol 17"),
        ("SCTP", 1, "protocol 132"), ("VXLAN without its flag", 1, "protocol 17"), ("GRE keep-alive", 1, "not IP"),
    ])
    func otherThanTCP(_ name: String, _ linkType: UInt32, _ expected: String) {
        let frame: Layered =
            switch name {
            case "ARP": Layered(bytes: Array(repeating: 0, count: 46), etherType: 0x0806).ethernet()
            case "LLC": Layered(bytes: [0x42, 0x42, 3, 0, 0], etherType: 5).ethernet(padding: 41)
            case "PPPoE discovery": Layered(bytes: [0x11, 9, 0, 0, 0, 0], etherType: 0x8863).ethernet()
            case "UDP": Layered(bytes: [1, 2]).udp(to: 53).ipv4().ethernet()
            case "SCTP": Layered(bytes: [], ipProtocol: 132).ipv4().ethernet()
            case "VXLAN without its flag":
                Layered(bytes: Array(repeating: 0, count: 80)).udp(to: 8472).ipv4().ethernet()
            case "GRE keep-alive": Layered(bytes: []).gre().ipv4().ethernet()
            default: Layered(bytes: [1, 2, 3])
            }
        let decoder = ExpectedDecoder()
        let outcome = decoder.decode(frame.bytes, linkType: LinkType(rawValue: linkType))
        #expect(outcome.summary == expected)
    }
}

/// A generator whose numbers are the same in every run.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
