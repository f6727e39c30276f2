import AssociationTimeline
import DICOMUpperLayer
import Evidence

/// How an association ended, in a few words and with the reason the peers gave.
extension Association {
    package var outcomeText: String {
        if isSoundTLS {
            return "TLS, not readable, "
                + (outcome == .closed
                    ? "closed" + (tcp.firstFIN.map { " by the \($0.sideName)" } ?? "") : "ended by both")
        }
        return switch outcome {
        case .released: "released"
        case .rejected: reject.map { "rejected by the \($0.from.name): " + $0.value.words } ?? "rejected"
        case .aborted: aborts.first.map { "aborted by the \($0.from.name): " + $0.value.words } ?? "aborted"
        case .refused: "refused: nobody listens at the port (RST in answer to SYN)"
        case .unanswered:
            request == nil && pdus.count == 0
                ? "unanswered: nothing answers the SYN" : "unanswered: no PDU in answer to the request"
        case .closed:
            (pdus.count > 0 ? "closed without release" : tls != nil ? "closed (TLS)" : "closed before any PDU")
                + (tcp.firstFIN.map { " by the \($0.sideName)" } ?? "")
        case .reset: "connection reset" + (tcp.reset.map { " by the \($0.direction.sideName)" } ?? "")
        case .open: "still open when the capture ends"
        }
    }
}

extension PDU.AssociateRJ {
    /// `called AE title not recognized (permanent, service-user)`
    package var words: String {
        let result = resultName.map { $0.hasPrefix("rejected-") ? String($0.dropFirst("rejected-".count)) : $0 }
        let why = reasonName.map(spaced) ?? "no reason captured"
        let who = [result, sourceName].compactMap(\.self).joined(separator: ", ")
        return who.isEmpty ? why : "\(why) (\(who))"
    }
}

extension PDU.Abort {
    /// `service-user`, `service-provider, unexpected PDU`
    package var words: String {
        let reason = source == 0 && reason == 0 ? nil : reasonName.map(spaced)
        return [sourceName, reason].compactMap(\.self).joined(separator: ", ")
    }
}

extension PDU.PresentationContextResult {
    /// `abstract syntax not supported`
    package var words: String { spaced(name) }
}

private func spaced(_ name: String) -> String { name.split(separator: "-").joined(separator: " ") }
