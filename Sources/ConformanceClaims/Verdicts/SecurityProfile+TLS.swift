import AssociationTimeline

/// What the secure transport connection profiles of PS3.15 Annex B say of versions and cipher suites. Key lengths, and
/// certificates after TLS 1.2, no capture shows.
extension SecurityClaims.Profile {
    enum Standing {
        /// As the profile has it.
        case ofProfile
        /// BCP 195 says SHOULD NOT.
        case discouraged
        /// Neither of the profile nor against it.
        case beside
    }

    /// What it forbids of what was offered or negotiated; `nil`: nothing.
    func objection(to use: TLSUse) -> String? {
        if let negotiated = use.negotiated {
            if negotiated.version < oldest { return TLSRegistry.version(negotiated.version) + " negotiated" }
            if forbids(negotiated.suite) { return negotiated.suite.name + " negotiated" }
        }
        if let offered = use.oldestOffered, offered < oldest { return TLSRegistry.version(offered) + " offered" }
        if let offered = use.offeredSuites.first(where: forbids) { return offered.name + " offered" }
        return nil
    }

    func standing(of negotiated: TLSUse.Negotiated) -> Standing {
        let suite = negotiated.suite
        guard suite.isKnown else { return .beside }
        switch self {
        case .basic: return suite.name == "TLS_RSA_WITH_3DES_EDE_CBC_SHA" ? .ofProfile : .beside
        case .aes: return suite.name == "TLS_RSA_WITH_AES_128_CBC_SHA" ? .ofProfile : .beside
        case .bcp195, .nonDowngradingBCP195, .extendedBCP195, .bcp195RFC8996, .modifiedBCP195RFC8996:
            let isModern = negotiated.version >= 0x0303 && suite.hasForwardSecrecy && !suite.isTripleDES
            return isModern ? .ofProfile : .discouraged
        }
    }

    /// Versions before it shall not be negotiated.
    private var oldest: UInt16 {
        switch self {
        case .basic, .aes, .bcp195: 0x0301
        case .nonDowngradingBCP195, .extendedBCP195, .bcp195RFC8996, .modifiedBCP195RFC8996: 0x0303
        }
    }

    private func forbids(_ suite: TLSUse.CipherSuite) -> Bool {
        switch self {
        // They leave other features to negotiation (PS3.15 §B.1, §B.3).
        case .basic, .aes: false
        case .bcp195, .nonDowngradingBCP195, .extendedBCP195, .bcp195RFC8996: suite.isBroken
        case .modifiedBCP195RFC8996:
            suite.isBroken || suite.isKnown && (suite.isTripleDES || !suite.hasForwardSecrecy)
        }
    }
}
