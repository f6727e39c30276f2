import Testing

@testable import NetworkLayers

@Suite struct FragmentTests {
    static let payload = (0..<100).map { UInt8($0) }
    static let segment = Layered.tcp(payload)
    static let segment6 = Layered.tcp(payload, from: Layered.source6, to: Layered.destination6)

    static func fragment(
        _ range: Range<Int>, of segment: Layered = segment, identification: UInt16 = 7
    ) -> [UInt8] {
        segment.part(range).ipv4(
            identification: identification, offset: range.lowerBound, more: range.upperBound < segment.bytes.count
        ).ethernet(padding: 6).bytes
    }

    static func fragment6(_ range: Range<Int>) -> [UInt8] {
        segment6.part(range).ipv6Fragment(offset: range.lowerBound, more: range.upperBound < segment6.bytes.count)
            .extensionHeader(0).ipv6().ethernet().bytes
    }

    @Test(arguments: [
        [0, 1, 2, 3], [3, 2, 1, 0], [1, 0, 3, 2], [2, 3, 0, 1], [0, 0, 1, 1, 2, 2, 3],
    ])
    func anyOrder(_ order: [Int]) throws {
        let ranges = [0..<8, 8..<40, 40..<96, 96..<120]
        for build in [{ Self.fragment($0) }, Self.fragment6] as [(Range<Int>) -> [UInt8]] {
            let decoder = ExpectedDecoder()
            for index in order.dropLast() { #expect(decoder.decode(build(ranges[index])).summary == "fragment") }
            let decoded = try #require(decoder.segment(build(ranges[order[order.count - 1]])))
            #expect(decoded.payload == Self.payload)
            #expect(decoded.segment.payloadLength == 100)
            #expect(decoded.segment.source.port == 40_000)
            #expect(decoded.hasTrueChecksum(in: decoder.datagram) == true)
            #expect(decoder.statistics.defragmentedSegments == 1)
            #expect(decoder.statistics.fragments == UInt64(order.count - 1))
            // The mirror port's second copy of a fragment begins nothing new.
            #expect(decoder.decode(build(ranges[0])).summary == "fragment")
            #expect(decoder.statistics.fragmentsOfCompleteDatagrams == 1)
        }
    }

    @Test func firstCopyWins() throws {
        var other = Self.segment
        for index in 20..<120 { other.bytes[index] = 0xFF }
        let decoder = ExpectedDecoder()
        decoder.decode(Self.fragment(16..<40))
        decoder.decode(Self.fragment(64..<80))
        decoder.decode(Self.fragment(0..<96, of: other))
        let decoded = try #require(decoder.segment(Self.fragment(88..<120)))
        var expected = Self.payload
        for index in (20..<96) where !(16..<40).contains(index) && !(64..<80).contains(index) {
            expected[index - 20] = 0xFF
        }
        #expect(decoded.payload == expected)
        #expect(decoder.statistics.overlappingFragments == 2)
    }

    @Test func datagramsAreToldApart() throws {
        let decoder = ExpectedDecoder()
        decoder.decode(Self.fragment(0..<64, identification: 1))
        decoder.decode(Self.fragment(0..<64, identification: 2))
        #expect(decoder.decode(Self.fragment(64..<120, identification: 3)).summary == "fragment")
        let decoded = try #require(decoder.segment(Self.fragment(64..<120, identification: 2)))
        #expect(decoded.segment.ipIdentification == 2)
        #expect(decoded.payload == Self.payload)
    }

    @Test func oldFragmentsAreGivenUp() throws {
        let decoder = ExpectedDecoder()
        var other = Self.segment
        for index in 20..<120 { other.bytes[index] = 0xFF }
        decoder.decode(Self.fragment(0..<64, of: other))
        decoder.decode(Self.fragment(0..<64), at: 30_000_000_001)
        #expect(decoder.statistics.datagramsAbandoned == 1)
        #expect(try #require(decoder.segment(Self.fragment(64..<120), at: 30_000_000_002)).payload == Self.payload)
        // Soon after it, a copy; later, another datagram with the same identification.
        #expect(decoder.decode(Self.fragment(0..<64), at: 30_050_000_000).summary == "fragment")
        #expect(decoder.statistics.fragmentsOfCompleteDatagrams == 1)
        decoder.decode(Self.fragment(0..<64), at: 31_000_000_000)
        #expect(decoder.segment(Self.fragment(64..<120), at: 31_000_000_001) != nil)
    }

    @Test func oldestDatagramIsGivenUpFirst() {
        var limits = NetworkDecoder.Limits()
        limits.datagrams = 4
        let decoder = ExpectedDecoder(limits: limits)
        for identification: UInt16 in 1...6 {
            decoder.decode(Self.fragment(0..<64, identification: identification))
        }
        #expect(decoder.statistics.datagramsAbandoned == 2)
        #expect(decoder.segment(Self.fragment(64..<120, identification: 3)) != nil)
        #expect(decoder.segment(Self.fragment(64..<120, identification: 6)) != nil)
        #expect(decoder.segment(Self.fragment(64..<120, identification: 1)) == nil)
    }

    @Test func runsOfOneDatagramAreBounded() {
        var limits = NetworkDecoder.Limits()
        limits.fragmentsPerDatagram = 3
        let decoder = ExpectedDecoder(limits: limits)
        for start in [0, 16, 32, 48, 64] { decoder.decode(Self.fragment(start..<(start + 8))) }
        #expect(decoder.statistics.fragmentsDropped == 2)
    }

    @Test func cutFragmentsKeepTheirClaim() throws {
        let decoder = ExpectedDecoder()
        let first = Self.fragment(0..<64)
        let cut = Array(Self.fragment(64..<120)[..<(14 + 20 + 10)])
        decoder.decode(Array(first[..<(14 + 20 + 50)]), originalLength: first.count)
        let decoded = try #require(decoder.segment(cut, originalLength: 100))
        #expect(decoded.payload == Array(Self.payload[..<30]))
        #expect(decoded.segment.payloadLength == 100)
        #expect(decoded.hasTrueChecksum(in: decoder.datagram) == nil)
    }

    @Test func contradictingLengths() {
        let decoder = ExpectedDecoder()
        decoder.decode(Self.fragment(64..<120))
        let shorter = Self.segment.part(64..<80).ipv4(identification: 7, offset: 64).ethernet().bytes
        let beyond = Self.segment.part(64..<80).ipv4(identification: 7, offset: 160, more: true).ethernet().bytes
        #expect(decoder.decode(shorter).summary == "fragment")
        #expect(decoder.decode(beyond).summary == "fragment")
        #expect(decoder.statistics.fragmentsDropped == 2)
        #expect(decoder.segment(Self.fragment(0..<64))?.payload == Self.payload)
    }

    @Test func offsetBeyondAnyDatagram() {
        let decoder = ExpectedDecoder()
        let last = Self.segment.part(0..<16).ipv4(offset: 65_528).ethernet().bytes
        #expect(decoder.decode(last).summary == "malformed ipv4 fragmentOffset at 14")
        let none = Layered(bytes: [], ipProtocol: 6).ipv4(identification: 9, offset: 0, more: true).ethernet().bytes
        #expect(decoder.decode(none).summary == "fragment")
    }

    @Test func fragmentedTunnelOfFragments() throws {
        let first = Layered.tcp(Self.payload).part(0..<64).ipv4(identification: 5, more: true).ethernet().vxlan()
        let second = Layered.tcp(Self.payload).part(64..<120).ipv4(identification: 5, offset: 64).ethernet().vxlan()
        let decoder = ExpectedDecoder()
        var decoded: DecodedSegment?
        for (identification, tunnel) in [(UInt16(20), first), (21, second)] {
            #expect(decoded == nil)
            for range in [48..<tunnel.bytes.count, 0..<48] {
                let frame = tunnel.part(range).ipv4(
                    from: [10, 0, 0, 1], to: [10, 0, 0, 2], identification: identification,
                    offset: range.lowerBound, more: range.lowerBound == 0)
                decoded = decoder.segment(frame.bytes, linkType: .raw)
            }
        }
        #expect(try #require(decoded).payload == Self.payload)
        #expect(decoder.statistics.encapsulations[.vxlan] == 2)
    }

    @Test func anyFragmentsAtAll() {
        var limits = NetworkDecoder.Limits()
        limits.datagrams = 8
        limits.fragmentsPerDatagram = 16
        let decoder = ExpectedDecoder(limits: limits)
        var random = SplitMix(state: 1)
        for time in 0..<20_000 {
            let length = Int.random(in: 0...60, using: &random)
            let frame = Layered(bytes: Array(repeating: 0x51, count: length), ipProtocol: 6).ipv4(
                identification: UInt16.random(in: 0..<12, using: &random),
                offset: 8 * Int.random(in: 0..<12, using: &random), more: Bool.random(using: &random))
            let outcome = decoder.decode(frame.bytes, linkType: .raw, at: Int64(time) * 10_000_000)
            if case .defragmentedSegment(let segment) = outcome {
                #expect(segment.payload.upperBound <= decoder.datagram.count)
            }
        }
        #expect(decoder.statistics.defragmentedSegments > 0)
    }
}
