import StreamReassembly

/// TCP events by the names that JSON gives them and in the words of the text output.
package enum TCPWording {
    package static func name(of event: TCPEvent) -> String {
        switch event {
        case .synSent(0): "syn"
        case .synSent: "syn-retransmission"
        case .synAcknowledged(0): "syn-ack"
        case .synAcknowledged: "syn-ack-retransmission"
        case .established: "established"
        case .refused: "refused"
        case .fin: "fin"
        case .reset: "reset"
        case .resetOutOfWindow: "reset-out-of-window"
        case .zeroWindowBegan: "zero-window-began"
        case .zeroWindowEnded: "zero-window-ended"
        case .retransmission: "retransmission"
        case .differingCopy: "differing-copy"
        case .dataAfterFIN: "data-after-fin"
        case .urgent: "urgent"
        case .reorderingLimitReached: "reordering-limit-reached"
        case .sequenceJump: "sequence-jump"
        }
    }

    /// What stands behind `TCP`.
    package static func words(for event: TCPEvent) -> String {
        switch event {
        case .synSent(0): "SYN"
        case .synSent(let count): "SYN retransmission \(count)"
        case .synAcknowledged(0): "SYN, ACK"
        case .synAcknowledged(let count): "SYN, ACK retransmission \(count)"
        case .established: "established"
        case .refused: "RST, connection refused"
        case .fin: "FIN"
        case .reset: "RST"
        case .resetOutOfWindow: "RST outside the window, ignored"
        case .zeroWindowBegan: "receive window closed"
        case .zeroWindowEnded(let time): "receive window open again after \(duration(time.inSeconds))"
        case .retransmission(let length): "retransmission, \(byteCount(length))"
        case .differingCopy(let length): "retransmission with other contents, \(byteCount(length)) differ"
        case .dataAfterFIN(let length): "data after FIN, \(byteCount(length))"
        case .urgent: "urgent data"
        case .reorderingLimitReached: "too much out of order, hole given up"
        case .sequenceJump: "sequence numbers jumped"
        }
    }
}
