import AssociationTimeline
import DICOMUpperLayer
import RuleExpression
import StreamReassembly

extension RecordType {
    static let connection: RecordType = RecordType(
        "Connection", "The TCP connection beneath an association, or beneath the attempt at one.",
        [
            .fact("stream", .integer, "Wireshark's `tcp.stream`.") { (r: ConnectionFacts) in
                Value(r.association.tcpStream)
            },
            .fact("requestorAddress", .text, "The requestor's IP address.") { (r: ConnectionFacts) in
                Value("\(r.association.requestor.address)")
            },
            .fact("acceptorAddress", .text, "The acceptor's IP address.") { (r: ConnectionFacts) in
                Value("\(r.association.acceptor.address)")
            },
            .fact("requestorPort", .integer, "The requestor's TCP port.") { (r: ConnectionFacts) in
                Value(r.association.requestor.port)
            },
            .fact("acceptorPort", .integer, "The acceptor's TCP port.") { (r: ConnectionFacts) in
                Value(r.association.acceptor.port)
            },
            .fact("requestor", .text, "Address and port: `192.0.2.10:51000`.") { (r: ConnectionFacts) in
                Value("\(r.association.requestor)")
            },
            .fact("acceptor", .text, "Address and port: `192.0.2.20:104`.") { (r: ConnectionFacts) in
                Value("\(r.association.acceptor)")
            },
        ] + connectionCourse.map { $0.late() }, goesOn: true)

    private static let connectionCourse: [Field] = [
        .fact("fromRequestor", .record(.direction), "What the requestor sent.") { (r: ConnectionFacts) in
            .record(r.fromRequestor)
        },
        .fact("fromAcceptor", .record(.direction), "What the acceptor sent.") { (r: ConnectionFacts) in
            .record(r.fromAcceptor)
        },
        .fact("directions", .list(of: .direction), "Both.") { (r: ConnectionFacts) in
            Value([r.fromRequestor, r.fromAcceptor])
        },
        .fact(
            "slowestReader", .record(.direction),
            "The side whose receive window was closed longest; absent where none was."
        ) { (r: ConnectionFacts) in Value(r.slowestReader) },
        .fact("sawSYN", .boolean, "The first SYN is in the capture.") { (r: ConnectionFacts) in
            Value(r.statistics.handshake.syn != nil)
        },
        .fact("synRetransmissions", .integer, "SYNs sent again.") { (r: ConnectionFacts) in
            Value(r.statistics.handshake.synRetransmissions.count)
        },
        .fact("sawSYNACK", .boolean, "The SYN was acknowledged.") { (r: ConnectionFacts) in
            Value(r.statistics.handshake.synAcknowledged != nil)
        },
        .fact("isEstablished", .boolean, "Both SYNs were acknowledged, or payload was sent.") {
            (r: ConnectionFacts) in
            Value(
                r.statistics.handshake.established != nil || r.statistics.fromInitiator.payloadBytes > 0
                    || r.statistics.fromResponder.payloadBytes > 0)
        },
        .fact("isRefused", .boolean, "The SYN was answered with RST.") { (r: ConnectionFacts) in
            Value(r.association.outcome == .refused)
        }.resting(on: .negotiation),
        .fact("waitedForAnswer", .duration, "How long SYNs went without any answer; absent where there was one.") {
            (r: ConnectionFacts) in Value(r.waitedForAnswer)
        },
        .fact("connectTime", .duration, "From the first SYN to the established connection.") {
            (r: ConnectionFacts) in
            Value(seconds: r.statistics.handshake.connectTime)
        },
        .fact("reset", .record(.reset), "The RST that ended it; absent where none did.") { (r: ConnectionFacts) in
            Value(r.statistics.reset.map { ResetFacts($0, r) })
        }.resting(on: .negotiation),
        .fact("firstFIN", .side, "Who closed first, with FIN.") { (r: ConnectionFacts) in
            Value(r.side(r.statistics.firstFIN))
        },
        .fact("stall", .record(.stall), "The longest time in which nothing moved.") { (r: ConnectionFacts) in
            Value(r.statistics.longestStall.map { StallFacts($0, r) })
        },
        .fact("duration", .duration, "From its first packet to its last.") { (r: ConnectionFacts) in
            Value(r.statistics.last.time.seconds(since: r.statistics.first.time))
        },
        .fact("segmentsAfterEnd", .integer, "Segments that came after its end.") { (r: ConnectionFacts) in
            Value(r.statistics.segmentsAfterEnd)
        },
        .fact("isOneSided", .boolean, "Only one direction was captured.") { (r: ConnectionFacts) in
            Value(r.association.quality.isOneSided)
        }.resting(on: .negotiation),
        .fact("pdus", .integer, "PDUs seen on it by the end of this association.") { (r: ConnectionFacts) in
            Value(r.association.pdus.count)
        },
        .fact(
            "foreignProtocol",
            .enumeration("ForeignProtocol", ["TLS", "HTTP", "MLLP", "SSH", "SMTP", "RDP", "PROXY", "unknown"]),
            "What was spoken where DICOM was expected; absent where it was DICOM or nothing."
        ) { (r: ConnectionFacts) in
            Value(r.association.foreignProtocol.map { $0.value.factName })
        }.resting(on: .negotiation),
        .fact("foreignProtocolFrom", .side, "Who spoke it.") { (r: ConnectionFacts) in
            Value(r.association.foreignProtocol?.from)
        }.resting(on: .negotiation),
        .fact("tls", .record(.tls), "The TLS handshake; absent where none was spoken.") { (r: ConnectionFacts) in
            Value(r.association.tls.map { TLSFacts($0, r) })
        }.resting(on: .negotiation),
    ]

    static let direction: RecordType = RecordType(
        "Direction", "What one side of a connection sent, as TCP saw it.",
        [
            .fact("from", .side, "The sender.") { (r: DirectionFacts) in Value(r.side) },
            .fact("to", .side, "The receiver.") { (r: DirectionFacts) in Value(r.side.other) },
            .fact("segments", .integer, "Segments sent.") { (r: DirectionFacts) in Value(r.statistics.segments) },
            .fact("payloadBytes", .integer, "Payload bytes as sent, retransmissions included.") { (r: DirectionFacts) in
                Value(r.statistics.payloadBytes)
            },
            .fact("retransmittedSegments", .integer, "Segments sent again.") { (r: DirectionFacts) in
                Value(r.statistics.retransmittedSegments)
            },
            .fact("retransmittedBytes", .integer, "Bytes sent again.") { (r: DirectionFacts) in
                Value(r.statistics.retransmittedBytes)
            },
            .fact("retransmissionRate", .number, "Share of segments that were sent again, 0 to 1.") {
                (r: DirectionFacts) in
                Value(
                    r.statistics.segments == 0
                        ? nil : Double(r.statistics.retransmittedSegments) / Double(r.statistics.segments))
            },
            .fact("outOfOrderSegments", .integer, "Segments that came after later ones.") { (r: DirectionFacts) in
                Value(r.statistics.outOfOrderSegments)
            },
            .fact("duplicateFrames", .integer, "Frames the capture holds twice.") { (r: DirectionFacts) in
                Value(r.statistics.duplicateFrames)
            },
            .fact("keepAlives", .integer, "Keep-alive segments.") { (r: DirectionFacts) in
                Value(r.statistics.keepAlives)
            },
            .fact("windowProbes", .integer, "Probes of a closed window.") { (r: DirectionFacts) in
                Value(r.statistics.windowProbes)
            },
            .fact("duplicateAcknowledgements", .integer, "Acknowledgements of nothing new.") { (r: DirectionFacts) in
                Value(r.statistics.duplicateAcknowledgements)
            },
            .fact("zeroWindows", .integer, "How often this side's receive window closed.") { (r: DirectionFacts) in
                Value(r.statistics.zeroWindows)
            },
            .fact("zeroWindowTime", .duration, "For how long in all it was closed.") { (r: DirectionFacts) in
                Value(seconds: r.statistics.zeroWindowTime)
            },
            .fact("gaps", .integer, "Runs of bytes that were sent and not captured.") { (r: DirectionFacts) in
                Value(r.statistics.gaps)
            },
            .fact("lostBytes", .integer, "Bytes that were sent and not captured.") { (r: DirectionFacts) in
                Value(r.statistics.lostBytes)
            },
            .fact("cutSegments", .integer, "Segments cut by the snap length.") { (r: DirectionFacts) in
                Value(r.statistics.cutSegments)
            },
            .fact("differingCopies", .integer, "Retransmissions with other bytes than before.") { (r: DirectionFacts) in
                Value(r.statistics.differingCopies)
            },
            .fact("outOfWindowSegments", .integer, "Segments whose sequence number fits nothing.") {
                (r: DirectionFacts) in
                Value(r.statistics.outOfWindowSegments)
            },
            .fact("urgentSegments", .integer, "Segments with urgent data.") { (r: DirectionFacts) in
                Value(r.statistics.urgentSegments)
            },
            .fact("maximumSegmentSize", .integer, "From its SYN.") { (r: DirectionFacts) in
                Value(r.statistics.maximumSegmentSize)
            },
            .fact("timeToLive", .integer, "Of its first segment.") { (r: DirectionFacts) in
                Value(r.statistics.timeToLive)
            },
            .fact("roundTrip", .duration, "Average time until its bytes were acknowledged.") { (r: DirectionFacts) in
                Value(seconds: r.statistics.roundTrip.average)
            },
            .fact("longestRoundTrip", .duration, "Longest time until its bytes were acknowledged.") {
                (r: DirectionFacts) in Value(seconds: r.statistics.roundTrip.maximum)
            },
        ])

    static let stall: RecordType = RecordType(
        "Stall", "A time in which nothing moved on an open connection.",
        [
            .fact("duration", .duration, "How long.") { (r: StallFacts) in Value(seconds: r.stall.duration) },
            .fact("endedBy", .side, "Who sent the segment that ended it; absent where none did.") { (r: StallFacts) in
                Value(r.connection.side(r.stall.endedBy))
            },
            .fact("ending", .enumeration("StallEnding", StallFacts.endings), "What ended it.") { (r: StallFacts) in
                Value("\(r.stall.ending)")
            },
            .fact("waitedFor", .side, "Who let the other wait, as far as TCP can tell.") { (r: StallFacts) in
                Value(r.connection.side(r.stall.waitedFor))
            },
            .fact("lastDataFrom", .side, "Who had sent the last new bytes before it.") { (r: StallFacts) in
                Value(r.connection.side(r.stall.lastDataFrom))
            },
            .fact("unacknowledged", .side, "Whose bytes were not acknowledged all the while.") { (r: StallFacts) in
                Value(r.connection.side(r.stall.unacknowledged))
            },
            .fact("zeroWindow", .side, "Whose receive window was closed.") { (r: StallFacts) in
                Value(r.connection.side(r.stall.zeroWindow))
            },
            .fact("attempts", .integer, "Segments sent in vain meanwhile.") { (r: StallFacts) in Value(r.stall.attempts)
            },
        ])

    static let reset: RecordType = RecordType(
        "Reset", "The RST that ended a connection.",
        [
            .fact("from", .side, "In whose name it was sent.") { (r: ResetFacts) in
                Value(r.connection.side(r.reset.direction))
            },
            .fact(
                "hasOtherTimeToLive", .boolean,
                "Its time to live is not that sender's usual one: a box between sent it."
            ) {
                (r: ResetFacts) in Value(r.reset.usualTimeToLive.map { $0 != r.reset.timeToLive })
            },
            .fact("silenceBefore", .duration, "From the association's last PDU or packet before it.") {
                (r: ResetFacts) in
                Value(r.connection.association.silenceBefore(r.reset.origin.time))
            },
        ], basis: .negotiation)
}
