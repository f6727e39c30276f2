import StreamReassembly

/// TCP events by the names that JSON gives them and in the words of the text output.
enum TCPWording {
    static func name(of event: TCPEvent) -> String {
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

    static func words(for event: TCPEvent) -> String {
        switch event {
        case .synSent(0): "TCP SYN"
        case .synSent(let count): "TCP SYN retransmission \(count)"
        case .synAcknowledged(0): "TCP SYN, ACK"
        case .synAcknowledged(let count): "TCP SYN, ACK retransmission \(count)"
        case .established: "TCP established"
        case .refused: "TCP RST, connection refused"
        case .fin: "TCP FIN"
        case .reset: "TCP RST"
        case .resetOutOfWindow: "TCP RST outside the window, ignored"
        case .zeroWindowBegan: "TCP receive window closed"
        case .zeroWindowEnded(let time): "TCP receive window open again after \(duration(time.inSeconds))"
        case .retransmission(let length): "TCP retransmission, \(byteCount(length))"
        case .differingCopy(let length): "TCP retransmission with other contents, \(byteCount(length)) differ"
        case .dataAfterFIN(let length): "TCP data after FIN, \(byteCount(length))"
        case .urgent: "TCP urgent data"
        case .reorderingLimitReached: "TCP too much out of order, hole given up"
        case .sequenceJump: "TCP sequence numbers jumped"
        }
    }
}
