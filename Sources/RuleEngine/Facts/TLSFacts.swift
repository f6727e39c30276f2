import AssociationTimeline
import Evidence
import RuleExpression

/// A TLS handshake as far as it can be read without keys.
final class TLSFacts: EvidencedRecord {
    let handshake: TLSHandshake
    let connection: ConnectionFacts
    init(_ handshake: TLSHandshake, _ connection: ConnectionFacts) {
        self.handshake = handshake
        self.connection = connection
    }

    /// The hellos, and the requestor's Certificate where it holds none.
    var evidence: [FactEvidence] {
        [
            (handshake.clientHello, AssociationSide.requestor), (handshake.serverHello, .acceptor),
            (handshake.clientCertificates == 0 ? handshake.clientCertificate : nil, .requestor),
        ].compactMap { evidence, side in
            evidence.map {
                FactEvidence(
                    frame: $0.lastFrame, time: $0.time, from: side, tcpStream: connection.association.tcpStream)
            }
        }
    }

    /// What may have been lost with bytes of the handshake is unknown.
    func seen(_ value: Value) -> Value { value.unless(lost: handshake.hasGap) }
}

/// A TLS alert that was not encrypted.
final class TLSAlertFacts: EvidencedRecord {
    let alert: Located<TLSAlert>
    let connection: ConnectionFacts
    init(_ alert: Located<TLSAlert>, _ connection: ConnectionFacts) {
        self.alert = alert
        self.connection = connection
    }

    var evidence: [FactEvidence] {
        [
            FactEvidence(
                frame: alert.evidence.lastFrame, time: alert.evidence.time, from: alert.from,
                tcpStream: connection.association.tcpStream)
        ]
    }
}

/// The acceptor's X.509 certificate.
final class TLSCertificateFacts: FactRecord {
    let certificate: TLSCertificate
    /// When it was shown.
    let time: Timestamp
    init(_ certificate: TLSCertificate, at time: Timestamp) {
        self.certificate = certificate
        self.time = time
    }

    static func date(_ time: Timestamp) -> String { String(time.iso8601.prefix(10)) }
}

extension RecordType {
    static let tls: RecordType = RecordType(
        "TLS", "A TLS handshake as far as it can be read without keys (RFC 5246, RFC 8446).",
        [
            .fact("version", .integer, "What was negotiated: `0x0303` is TLS 1.2; absent without a ServerHello.") {
                (r: TLSFacts) in r.seen(Value(r.handshake.version))
            },
            .fact("versionName", .text, "`TLS 1.2`.") { (r: TLSFacts) in
                r.seen(Value(r.handshake.version.map(TLSRegistry.version)))
            },
            .fact("cipherSuite", .text, "What was negotiated, as IANA names it: `TLS_AES_128_GCM_SHA256`.") {
                (r: TLSFacts) in r.seen(Value(r.handshake.cipherSuite.map(TLSRegistry.cipherSuite)))
            },
            .fact(
                "offeredVersions", .list(.text),
                "What the requestor offers; the newest alone where it does not list them."
            ) { (r: TLSFacts) in r.offered(r.handshake.offeredVersions.map { .text(TLSRegistry.version($0)) }) },
            .fact("oldestOffered", .integer, "The oldest version the requestor is known to offer.") { (r: TLSFacts) in
                r.seen(Value(r.handshake.offeredVersions.min()))
            },
            .fact("newestOffered", .integer, "The newest version the requestor offers.") { (r: TLSFacts) in
                r.seen(Value(r.handshake.offeredVersions.max()))
            },
            .fact("offeredCipherSuites", .list(.text), "What the requestor offers, in its order.") { (r: TLSFacts) in
                r.offered(r.handshake.offeredCipherSuites.map { .text(TLSRegistry.cipherSuite($0)) })
            },
            .fact("serverName", .text, "Whom the requestor wants to reach (Server Name Indication).") {
                (r: TLSFacts) in r.seen(Value(r.handshake.serverName))
            },
            .fact("certificate", .record(.tlsCertificate), "The acceptor's; absent from TLS 1.3 on, which encrypts it.")
            {
                (r: TLSFacts) in
                r.seen(
                    Value(
                        r.handshake.certificate.map {
                            TLSCertificateFacts($0, at: r.connection.statistics.first.time)
                        }))
            },
            .fact(
                "diffieHellmanBits", .integer,
                "Bits of the prime the acceptor proposes for the exchange of keys; absent of suites without DHE."
            ) { (r: TLSFacts) in r.seen(Value(r.handshake.diffieHellmanBits)) },
            .fact("asksForClientCertificate", .boolean, "The acceptor asks for the requestor's certificate, in clear.")
            {
                (r: TLSFacts) in .boolean(r.handshake.asksForClientCertificate)
            },
            .fact(
                "clientCertificates", .integer,
                "Certificates the requestor sent in clear; absent where it sent no such message."
            ) { (r: TLSFacts) in r.seen(Value(r.handshake.clientCertificates)) },
            .fact("alerts", .list(of: .tlsAlert), "Alerts that were not encrypted, the first ones.") { (r: TLSFacts) in
                Value(r.handshake.alerts.map { TLSAlertFacts($0, r.connection) })
            },
            .fact("fatalAlert", .record(.tlsAlert), "The first that ends the handshake.") { (r: TLSFacts) in
                r.seen(
                    Value(r.handshake.alerts.first { $0.value.level == 2 }.map { TLSAlertFacts($0, r.connection) }))
            },
        ], basis: .negotiation)

    static let tlsAlert: RecordType = RecordType(
        "TLSAlert", "A TLS alert that was not encrypted (RFC 8446 §6).",
        [
            .fact("from", .side, "Its sender.") { (r: TLSAlertFacts) in Value(r.alert.from) },
            .fact("to", .side, "Its receiver.") { (r: TLSAlertFacts) in Value(r.alert.from.other) },
            .fact("code", .integer, "The description: `48`.") { (r: TLSAlertFacts) in
                Value(r.alert.value.description)
            },
            .fact("name", .text, "`unknown_ca`.") { (r: TLSAlertFacts) in Value(r.alert.value.name) },
            .fact("level", .integer, "1 warning, 2 fatal.") { (r: TLSAlertFacts) in Value(r.alert.value.level) },
        ], basis: .negotiation)

    static let tlsCertificate: RecordType = RecordType(
        "TLSCertificate", "The acceptor's X.509 certificate (RFC 5280 §4.1).",
        [
            .fact("notBefore", .text, "From when on it is valid: `2026-01-31`.") { (r: TLSCertificateFacts) in
                .text(TLSCertificateFacts.date(r.certificate.notBefore))
            },
            .fact("notAfter", .text, "Until when: `2027-01-31`.") { (r: TLSCertificateFacts) in
                .text(TLSCertificateFacts.date(r.certificate.notAfter))
            },
            .fact("isValid", .boolean, "Its dates include the time of the connection.") { (r: TLSCertificateFacts) in
                .boolean(
                    (r.certificate.notBefore...max(r.certificate.notBefore, r.certificate.notAfter)).contains(r.time))
            },
            .fact("remaining", .duration, "From the connection to its end; negative when that has passed.") {
                (r: TLSCertificateFacts) in Value(r.certificate.notAfter.seconds(since: r.time))
            },
            .fact("isSelfIssued", .boolean, "Issuer and subject are the same.") { (r: TLSCertificateFacts) in
                .boolean(r.certificate.isSelfIssued)
            },
            .fact("signatureAlgorithm", .text, "`SHA-256 with RSA`; of others the object identifier.") {
                (r: TLSCertificateFacts) in .text(TLSRegistry.signature(r.certificate.signatureAlgorithm))
            },
            .fact("rsaKeyBits", .integer, "Bits of its RSA key; absent of other keys.") { (r: TLSCertificateFacts) in
                Value(r.certificate.rsaKeyBits)
            },
        ], basis: .negotiation)
}

extension TLSFacts {
    fileprivate func offered(_ values: [Value]) -> Value {
        handshake.clientHello == nil ? seen(.absent) : .list(values)
    }
}
