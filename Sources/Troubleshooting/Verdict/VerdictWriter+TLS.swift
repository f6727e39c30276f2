extension VerdictWriter {
    /// What a fatal alert of the handshake means (RFC 5246 §7.2.2, RFC 8446 §6.2), with the name it has there.
    static func reason(ofAlert alert: String, from actor: String, to other: String) -> String {
        let words: String? =
            switch alert {
            case "handshake_failure": "nothing both sides can do was offered, or a certificate was missing"
            case "insufficient_security": "what \(other) offers is too weak for it"
            case "protocol_version": "the two have no TLS version in common"
            case "certificate_required", "no_certificate": "it asks for a certificate, and \(other) sent none"
            case "bad_certificate": "the certificate of \(other) is damaged or does not fit"
            case "unsupported_certificate": "it does not support the kind of certificate of \(other)"
            case "certificate_revoked": "the certificate of \(other) is revoked"
            case "certificate_expired": "the certificate of \(other) is not valid at this time"
            case "certificate_unknown": "it does not accept the certificate of \(other)"
            case "unknown_ca": "it does not know the authority that issued the certificate of \(other)"
            case "access_denied": "the certificate of \(other) is good, and has no access"
            case "decode_error", "illegal_parameter", "unexpected_message", "record_overflow":
                "what \(other) sent is not TLS as it should be"
            case "decrypt_error", "bad_record_mac": "what \(other) sent could not be verified"
            case "unrecognized_name": "\(other) asked for a name that it does not have"
            default: nil
            }
        return words.map { "\($0) (\(alert))" } ?? alert
    }
}
