extension Association {
    /// TLS was begun and answered: what is said cannot be seen.
    package var isEncrypted: Bool {
        foreignProtocol?.value == .tls && foreignProtocol?.from == .requestor && tcp.fromResponder.payloadBytes > 0
            && tls?.alerts.contains { $0.value.level == 2 } != true
    }

    /// Both finished the handshake, something was said and the connection ended as such do; that no DICOM was seen to
    /// end it tells nothing of how it went.
    package var isSoundTLS: Bool {
        guard let tls, isEncrypted else { return false }
        switch outcome {
        case .closed: return tls.isAnswered != false
        // Who has closed a session of TLS need not close its connection gently.
        case .reset: return tls.isAnswered == true && tls.isEndedByBoth
        case .released, .aborted, .rejected, .refused, .unanswered, .open: return false
        }
    }
}
