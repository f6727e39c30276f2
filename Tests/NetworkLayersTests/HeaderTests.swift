import Testing

@testable import NetworkLayers

@Suite struct HeaderTests {
    @Test func synOptions() throws {
        let decoder = ExpectedDecoder()
        let syn = Layered.tcp([], flags: 0x02, options: Layered.synOptions).ipv4().ethernet(padding: 2)
        let segment = try #require(decoder.segment(syn.bytes)).segment
        #expect(segment.maximumSegmentSize == 1460)
        #expect(segment.windowScale == 7)
        #expect(segment.headerLength == 32)
        #expect(segment.payloadLength == 0)
        #expect(segment.payload.isEmpty)
        let data = Layered.tcp(options: Layered.synOptions).ipv4().ethernet()
        #expect(try #require(decoder.segment(data.bytes)).segment.maximumSegmentSize == nil)
    }

    @Test(arguments: [
        [3, 0, 0, 0], [3, 1, 0, 0], [2, 40, 0, 0], [1, 1, 1, 2], [0, 2, 4, 0], [254, 3, 1, 2],
        [2, 3, 1, 3], [3, 3],
    ])
    func malformedOptions(_ options: [UInt8]) throws {
        let decoder = ExpectedDecoder()
        let padded = options + Array(repeating: 1, count: 4 - options.count)
        let syn = Layered.tcp([9], flags: 0x02, options: padded).ipv4().ethernet()
        let decoded = try #require(decoder.segment(syn.bytes))
        #expect(decoded.segment.maximumSegmentSize == nil)
        #expect(decoded.payload == [9])
    }

    @Test func everyLengthOfEveryOption() {
        let decoder = ExpectedDecoder()
        for kind: UInt8 in 0...8 {
            for length: UInt8 in [0, 1, 2, 3, 4, 5, 38, 39, 40, 41, 255] {
                for place in 0..<39 {
                    var options = Array(repeating: UInt8(1), count: 40)
                    options[place] = kind
                    options[place + 1] = length
                    let syn = Layered.tcp([], flags: 0x02, options: options, checksum: 0).ipv4()
                    #expect(decoder.segment(syn.bytes, linkType: .raw) != nil)
                }
            }
        }
    }

    @Test func optionsCutByTheCapture() throws {
        let decoder = ExpectedDecoder()
        let syn = Layered.tcp([1, 2, 3], flags: 0x02, options: Layered.synOptions).ipv4().ethernet()
        let cut = Array(syn.bytes[..<(14 + 20 + 20 + 6)])
        let segment = try #require(decoder.segment(cut, originalLength: syn.bytes.count)).segment
        #expect(segment.maximumSegmentSize == 1460)
        #expect(segment.windowScale == nil)
        #expect(segment.payloadLength == 3)
        #expect(segment.payload == 60..<60)
    }

    @Test func totalLengthBeyondTheFrame() throws {
        let decoder = ExpectedDecoder()
        let frame = Layered.tcp([1, 2, 3]).ipv4(totalLength: 1500).ethernet()
        let decoded = try #require(decoder.segment(frame.bytes, originalLength: 1514))
        #expect(decoded.segment.payloadLength == 1460)
        #expect(decoded.payload == [1, 2, 3])
    }

    @Test func totalLengthZeroOfACutFrame() throws {
        let decoder = ExpectedDecoder()
        let frame = Layered.tcp([1, 2, 3]).ipv4(totalLength: 0).ethernet()
        let decoded = try #require(decoder.segment(frame.bytes, originalLength: 60_054))
        #expect(decoded.segment.payloadLength == 60_000)
        #expect(decoded.payload == [1, 2, 3])
        for length in [Int.min, -1, 0, Int.max] {
            #expect(decoder.segment(frame.bytes, originalLength: length)?.payload == [1, 2, 3])
        }
    }

    @Test func payloadLengthZeroInIPv6() throws {
        var packet = SampleFrame.inner6
        packet.bytes.replaceSubrange(4..<6, with: [0, 0])
        let decoder = ExpectedDecoder()
        #expect(try #require(decoder.segment(packet.bytes, linkType: .raw)).segment.payloadLength == 11)
    }

    @Test(arguments: [
        (14, UInt8(0x55), "malformed ipv4 version at 14"), (14, 0x44, "malformed ipv4 headerLength at 14"),
        (17, 19, "malformed ipv4 totalLength at 14"), (17, 30, "malformed tcp length at 34"),
        (17, 52, "segment"), (14, 0x4F, "malformed ipv4 totalLength at 14"),
        (46, 0x40, "malformed tcp dataOffset at 34"), (46, 0xF0, "malformed tcp dataOffset at 34"),
    ])
    func faults(_ index: Int, _ value: UInt8, _ expected: String) {
        var bytes = SampleFrame.inner4.ethernet().bytes
        bytes[index] = value
        let decoder = ExpectedDecoder()
        #expect(decoder.decode(bytes).summary == expected)
    }

    @Test func tunnelFaults() {
        let decoder = ExpectedDecoder()
        let version7 = SampleFrame.inner4.gre(flags: 7).ipv4()
        #expect(decoder.decode(version7.bytes, linkType: .raw).summary == "malformed gre version at 20")
        let routed = SampleFrame.inner4.gre(flags: 0x4000).ipv4()
        #expect(decoder.decode(routed.bytes, linkType: .raw).summary == "malformed gre routing at 20")
        var erspan = SampleFrame.inner4.ethernet().erspan2().ipv4()
        erspan.bytes[28] = 0x70
        #expect(decoder.decode(erspan.bytes, linkType: .raw).summary == "malformed erspan version at 28")
        #expect(decoder.statistics.malformed == 3)
    }

    @Test func checksumOfEitherParity() throws {
        for payload in [[1, 2, 3], [1, 2, 3, 4]] as [[UInt8]] {
            var bytes = Layered.tcp(payload).ipv4().bytes
            let decoder = ExpectedDecoder()
            let decoded = try #require(decoder.segment(bytes, linkType: .raw))
            #expect(decoded.hasTrueChecksum(in: bytes) == true)
            bytes[bytes.count - 1] ^= 1
            #expect(decoded.hasTrueChecksum(in: bytes) == false)
            #expect(decoded.hasTrueChecksum(in: Array(bytes[..<30])) == nil)
        }
    }
}
