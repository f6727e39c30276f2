import Evidence
import NetworkLayers

/// The first byte chooses the link type; then frames follow, each behind two bytes of length and one that is added to
/// the length on the wire.
func fuzzNetwork(_ bytes: [UInt8]) {
    let types: [LinkType] = [
        .ethernet, .linuxCooked, .linuxCooked2, .null, .loop, .raw, .ipv4, .ipv6, .ppp, .pppSerial, .pppEther,
        .ciscoHDLC, LinkType(rawValue: 12), LinkType(rawValue: 9999),
    ]
    var script = Script(bytes)
    let type = types[Int(script.byte()) % types.count]
    var decoder = NetworkDecoder()
    var time: Int64 = 0
    while !script.isAtEnd {
        let length = Int(script.short() & 0x0FFF)
        let more = Int(script.byte())
        let frame = script.take(length)
        time += Int64(more) * 100_000_000
        let outcome = decoder.decode(
            frame.span, originalLength: frame.count + more, linkType: type, time: Timestamp(nanoseconds: time))
        switch outcome {
        case .segment(let segment): check(segment, within: frame.count)
        case .defragmentedSegment(let segment): check(segment, within: decoder.datagram.count)
        default: break
        }
    }
}

private func check(_ segment: TCPSegment, within count: Int) {
    precondition(segment.payload.lowerBound >= 0 && segment.payload.upperBound <= count, "a payload that is there")
    precondition(segment.payload.count <= max(0, segment.payloadLength), "no more than claimed")
    _ = segment.source.description + segment.destination.description
}
