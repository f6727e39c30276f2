import AssociationTimeline

extension TLSHandshake {
    /// `TLS 1.2 · TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 · certificate until 2026-12-05`, as far as it was in clear.
    var parts: [StyledText] {
        var parts: [StyledText] = []
        if let version { parts.append(StyledText(TLSRegistry.version(version))) }
        if let cipherSuite { parts.append(StyledText(TLSRegistry.cipherSuite(cipherSuite))) }
        if let serverName { parts.append(StyledText("for \(serverName)")) }
        if let certificate { parts.append(StyledText("certificate until \(certificate.notAfter.iso8601.prefix(10))")) }
        for alert in alerts {
            parts.append(StyledText("alert \(alert.value.name) of the \(alert.from.name)", .bad))
        }
        return parts
    }
}

extension JSONWriter {
    mutating func tls(_ handshake: TLSHandshake) {
        member("version", handshake.version.map(TLSRegistry.version))
        member("cipherSuite", handshake.cipherSuite.map(TLSRegistry.cipherSuite))
        member("offeredVersions", array: handshake.offeredVersions) { $0.value(TLSRegistry.version($1)) }
        member("serverName", handshake.serverName)
        optionalMember("certificate", handshake.certificate) { json, certificate in
            json.member("notBefore", certificate.notBefore)
            json.member("notAfter", certificate.notAfter)
        }
        member("alerts", array: handshake.alerts) { json, alert in
            json.object { json in
                json.member("name", alert.value.name)
                json.place(alert)
            }
        }
    }
}
