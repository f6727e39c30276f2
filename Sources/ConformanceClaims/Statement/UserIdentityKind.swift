/// What a user identity sub-item holds (PS3.7 Table D.3-14).
public enum UserIdentityKind: String, Hashable, Sendable, CaseIterable {
    case username
    case usernamePasscode = "username_passcode"
    case kerberos, saml, jwt

    /// The User-Identity-Type on the wire.
    public var code: UInt8 {
        switch self {
        case .username: 1
        case .usernamePasscode: 2
        case .kerberos: 3
        case .saml: 4
        case .jwt: 5
        }
    }
}
