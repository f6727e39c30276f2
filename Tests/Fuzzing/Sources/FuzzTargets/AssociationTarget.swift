import AssociationTimeline
import Evidence
import NetworkLayers
import StreamReassembly

/// A connection in pieces: each begins with a byte (direction, and whether the piece gets lost) and two bytes of length.
/// What comes out is told in every format.
func fuzzAssociation(_ bytes: [UInt8]) {
    var script = Script(bytes)
    let head = script.byte()
    let reports = Reports(showing: 0)
    var builder = TimelineBuilder(options: reports.options, receiver: reports, observer: reports)
    var reassembler = StreamReassembler()
    let ends = [
        Endpoint(address: .v4(0x0A00_0001), port: 40_000), Endpoint(address: .v4(0x0A00_0002), port: 104),
    ]
    var sequence: [UInt32] = [1000, 2000]
    var frame: UInt64 = 0
    func send(_ from: Int, _ flags: TCPSegment.Flags, _ payload: [UInt8], captured: Int) {
        frame += 1
        let segment = TCPSegment(
            source: ends[from], destination: ends[1 - from], sequence: sequence[from],
            acknowledgement: sequence[1 - from], flags: flags, window: 0xFFFF, payloadLength: payload.count,
            payload: 0..<captured)
        reassembler.process(
            segment, bytes: payload.span, frame: FrameNumber(frame),
            time: Timestamp(nanoseconds: Int64(frame) * 1_000_000), consumer: &builder)
    }
    if head & 1 == 0 {
        for (from, flags) in [(0, TCPSegment.Flags.syn), (1, [.syn, .ack])] {
            send(from, flags, [], captured: 0)
            sequence[from] &+= 1
        }
    }
    while !script.isAtEnd {
        let instruction = script.byte()
        let from = Int(instruction & 1)
        let payload = script.take(Int(script.short() & 0x3FFF))
        if instruction & 0x0E == 0x0E {
            sequence[from] &+= UInt32(payload.count)
            continue
        }
        send(from, [.ack], payload, captured: instruction & 0x30 == 0x30 ? payload.count / 2 : payload.count)
        sequence[from] &+= UInt32(payload.count)
    }
    if head & 2 == 0 {
        for from in 0..<2 {
            send(from, [.fin, .ack], [], captured: 0)
            sequence[from] &+= 1
        }
    }
    reassembler.finish(
        frame: FrameNumber(frame), time: Timestamp(nanoseconds: Int64(frame) * 1_000_000), consumer: &builder)
    builder.finish()
    reports.finish { builder.number(serial: $0) }
}
