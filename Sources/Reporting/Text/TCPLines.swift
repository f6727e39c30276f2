import AssociationTimeline
import StreamReassembly
import Wording

/// What was measured on the connection beneath an association.
struct TCPLines {
    private let statistics: ConnectionStatistics

    init(_ association: Association) { statistics = association.tcp }

    var lines: [StyledText] {
        var lines = [line("connection", connection)]
        lines.append(line("from requestor", direction(statistics.fromInitiator)))
        lines.append(line("from acceptor", direction(statistics.fromResponder)))
        return lines
    }

    private func line(_ name: String, _ parts: [StyledText]) -> StyledText {
        var text = StyledText("  ")
        text.add("tcp \(name)", .faint)
        text.column(22)
        text.add(parts.joined(" · ", .faint))
        return text
    }

    private var connection: [StyledText] {
        var parts: [StyledText] = []
        if let time = statistics.handshake.connectTime {
            parts.append(StyledText("connected in " + duration(time.inSeconds)))
        } else {
            parts.append(
                StyledText(statistics.handshake.syn == nil ? "no SYN captured" : "never established", .doubtful))
        }
        let repeated = statistics.handshake.synRetransmissions.count
        if repeated > 0 { parts.append(StyledText(counted(repeated, "SYN retransmission"), .doubtful)) }
        if let stall = statistics.longestStall {
            let whose = stall.waitedFor.map { ", waiting for the \($0.sideName)" } ?? ""
            parts.append(
                StyledText(
                    "longest stall \(duration(stall.duration.inSeconds))\(whose) (frame \(stall.start.frame.rawValue))")
            )
        }
        if let reset = statistics.reset {
            parts.append(StyledText("RST by the \(reset.direction.sideName)", .bad))
            if let usual = reset.usualTimeToLive, usual != reset.timeToLive {
                parts.append(StyledText("its TTL \(reset.timeToLive) is not the sender's usual \(usual)", .bad))
            }
        } else if let first = statistics.firstFIN {
            parts.append(StyledText("closed by the \(first.sideName)"))
        }
        return parts
    }

    private func direction(_ side: DirectionStatistics) -> [StyledText] {
        var parts = [StyledText(counted(side.segments, "segment")), StyledText(byteCount(side.payloadBytes))]
        if let roundTrip = side.roundTrip.average {
            parts.append(StyledText("acknowledged after " + duration(roundTrip.inSeconds)))
        }
        func add(_ number: UInt64, _ one: String, _ many: String? = nil) {
            if number > 0 { parts.append(StyledText(counted(number, one, many), .doubtful)) }
        }
        add(side.retransmittedSegments, "retransmission")
        add(side.outOfOrderSegments, "segment out of order", "segments out of order")
        add(side.duplicateFrames, "frame captured twice", "frames captured twice")
        add(side.keepAlives, "keep-alive")
        if side.zeroWindows > 0 {
            parts.append(
                StyledText(
                    "window closed \(counted(side.zeroWindows, "time")), \(duration(side.zeroWindowTime.inSeconds))",
                    .doubtful))
        }
        if side.gaps > 0 {
            parts.append(
                StyledText("\(counted(side.gaps, "gap")), \(byteCount(side.lostBytes)) not captured", .doubtful))
        }
        return parts
    }
}
