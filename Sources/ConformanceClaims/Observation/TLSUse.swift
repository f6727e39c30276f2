import AssociationTimeline
import Evidence

/// What a product offered or chose in TLS handshakes. Equal ones are counted.
struct TLSUse: Hashable, Sendable {
    struct CipherSuite: Hashable, Sendable {
        var code: UInt16

        var name: String { TLSRegistry.cipherSuite(code) }
        /// By its name what it is made of can be told.
        var isKnown: Bool { name.hasPrefix("TLS_") }
        /// No encryption, no authentication, or less than 112 bits (RFC 9325 §4.1, as RFC 7525 before it).
        var isBroken: Bool { ["NULL", "EXPORT", "RC4", "_DES_CBC", "_anon_"].contains(where: name.contains) }
        var isTripleDES: Bool { name.contains("3DES") }
        /// TLS 1.3 has no other.
        var hasForwardSecrecy: Bool { name.contains("DHE_") || isKnown && !name.contains("_WITH_") }
    }

    struct Negotiated: Hashable, Sendable, CustomStringConvertible {
        var version: UInt16
        var suite: CipherSuite

        /// `TLS 1.2 with TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256`
        var description: String { TLSRegistry.version(version) + " with " + suite.name }
    }

    /// Of a client.
    var oldestOffered: UInt16?
    var offeredSuites: [CipherSuite] = []
    /// `nil` where the server chose nothing.
    var negotiated: Negotiated?

    /// Of a server that showed its certificate: it was not valid yet, or no more.
    var certificateIsOutdated = false

    init(_ handshake: TLSHandshake, as side: AssociationSide, at time: Timestamp) {
        if side == .acceptor, let certificate = handshake.certificate {
            certificateIsOutdated = time < certificate.notBefore || certificate.notAfter < time
        }
        if side == .requestor {
            // Clients mix in reserved values that mean nothing (RFC 8701).
            oldestOffered = handshake.offeredVersions.filter { $0 >> 8 == 3 }.min()
            offeredSuites = handshake.offeredCipherSuites.prefix(Self.mostSuites).map { CipherSuite(code: $0) }
                .filter(\.isKnown)
        }
        if let version = handshake.version, let suite = handshake.cipherSuite {
            negotiated = Negotiated(version: version, suite: CipherSuite(code: suite))
        }
    }

    private static let mostSuites = 512

    var cost: Int { 64 + offeredSuites.count * 2 }
}
