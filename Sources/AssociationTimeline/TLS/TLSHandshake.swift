import Evidence

/// What a TLS handshake shows to whoever has no keys (RFC 5246, RFC 8446): the hellos, alerts that are not encrypted, and
/// up to TLS 1.2 certificates.
public struct TLSHandshake: Sendable {
    /// What the ClientHello offers: versions as `0x0303` (TLS 1.2), the highest only where it does not list them.
    public var offeredVersions: [UInt16] = []
    public var offeredCipherSuites: [UInt16] = []
    /// Server Name Indication (RFC 6066 §3).
    public var serverName: String?
    /// What the ServerHello chose.
    public var version: UInt16?
    public var cipherSuite: UInt16?
    /// The server's own, where it was sent in clear.
    public var certificate: TLSCertificate?
    /// Bits of the prime it agrees on keys with, where it does so by Diffie and Hellman's method over the integers.
    public var diffieHellmanBits: Int?
    /// The server asked for a certificate, in clear.
    public var asksForClientCertificate = false
    /// Certificates the client sent in clear; `nil` where it sent no such message.
    public var clientCertificates: Int?
    /// Where that message is.
    public var clientCertificate: EvidenceRange?
    /// The first ones, up to 8.
    public var alerts: [Located<TLSAlert>] = []
    public var clientHello: EvidenceRange?
    public var serverHello: EvidenceRange?
    /// Bytes of it are missing from the capture.
    public var hasGap = false
    /// The acceptor answered application data with application data, so that both had finished the handshake; `nil` where
    /// what may have shown it is missing or malformed.
    public internal(set) var isAnswered: Bool? = false
    /// The last record of each side was an alert, which ends a connection in TLS (RFC 8446 §6.1).
    public internal(set) var isEndedByBoth = false

    static let maximumAlerts = 8
}

/// RFC 8446 §6.
public struct TLSAlert: Hashable, Sendable {
    /// 1 warning, 2 fatal.
    public var level: UInt8
    public var description: UInt8

    /// RFC 8446 §6 and what earlier versions had: `unknown_ca`.
    public var name: String { Self.names[description] ?? "alert \(description)" }

    private static let names: [UInt8: String] = [
        0: "close_notify", 10: "unexpected_message", 20: "bad_record_mac", 21: "decryption_failed",
        22: "record_overflow", 30: "decompression_failure", 40: "handshake_failure", 41: "no_certificate",
        42: "bad_certificate", 43: "unsupported_certificate", 44: "certificate_revoked", 45: "certificate_expired",
        46: "certificate_unknown", 47: "illegal_parameter", 48: "unknown_ca", 49: "access_denied", 50: "decode_error",
        51: "decrypt_error", 60: "export_restriction", 70: "protocol_version", 71: "insufficient_security",
        80: "internal_error", 86: "inappropriate_fallback", 90: "user_canceled", 100: "no_renegotiation",
        109: "missing_extension", 110: "unsupported_extension", 111: "certificate_unobtainable",
        112: "unrecognized_name", 113: "bad_certificate_status_response", 115: "unknown_psk_identity",
        116: "certificate_required", 120: "no_application_protocol",
    ]
}

/// Of an X.509 certificate what tells whether it can be trusted at all (RFC 5280 §4.1).
public struct TLSCertificate: Hashable, Sendable {
    /// Its validity.
    public var notBefore: Timestamp
    public var notAfter: Timestamp
    /// Issuer and subject are the same.
    public var isSelfIssued: Bool
    /// As an object identifier in dotted form: `1.2.840.113549.1.1.11`.
    public var signatureAlgorithm: String
    /// Bits of an RSA key's modulus; `nil` for other keys.
    public var rsaKeyBits: Int?
}
