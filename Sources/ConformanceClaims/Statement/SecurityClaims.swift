/// Security (PS3.2 §A.7, §N.9; profiles of PS3.15).
public struct SecurityClaims: Sendable {
    public enum TLS: String, Hashable, Sendable, CaseIterable {
        case none, optional, required
    }

    public enum Profile: String, Hashable, Sendable, CaseIterable {
        /// PS3.15 §B.1, retired.
        case basic = "Basic"
        /// PS3.15 §B.3, retired.
        case aes = "AES"
        /// PS3.15 §B.9, retired.
        case bcp195 = "BCP195"
        /// PS3.15 §B.10, retired.
        case nonDowngradingBCP195 = "BCP195-ND"
        /// PS3.15 §B.11, retired.
        case extendedBCP195 = "BCP195-Extended"
        /// PS3.15 §B.12.
        case bcp195RFC8996 = "BCP195-RFC8996-9325"
        /// PS3.15 §B.13.
        case modifiedBCP195RFC8996 = "BCP195-RFC8996-9325-Modified"
    }

    public var place: ClaimPlace
    public var reference: String?
    public var tls: Claim<TLS>?
    public var profiles: [Claim<Profile>]
    /// Of DICOM over TLS.
    public var port: Claim<UInt16>?
    /// Rejects whoever calls it by another AE title.
    public var checksCalledAETitle: Claim<Bool>?
    /// Rejects whoever it has not been told of.
    public var checksCallingAETitle: Claim<Bool>?
    /// Callers it has been told of, as the site configured it. Empty: nobody says.
    public var knownCallers: [Claim<GlobPattern>] = []
    /// Empty: it says that there is none. Holds for entities whose association says nothing.
    public var userIdentity: Claim<[UserIdentityKind]>?
}

extension ConformanceStatement {
    /// Whether the product was told of a calling AE title; `nil` where the statement does not list those.
    func knowsCaller(_ title: String) -> Bool? {
        guard let known = security?.knownCallers, !known.isEmpty else { return nil }
        return known.contains { $0.value.matches(title) }
    }
}
