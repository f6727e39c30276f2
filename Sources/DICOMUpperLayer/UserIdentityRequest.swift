/// A user identity sub-item of an A-ASSOCIATE-RQ (PS3.7 §D.3.3.7.1, Table D.3-14). Passcodes, tickets and tokens are
/// secrets: of them only the length is kept.
public struct UserIdentityRequest: Hashable, Sendable {
    /// The User-Identity-Type field. Unknown codes are kept.
    public struct IdentityType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
        public var rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        public static let username = IdentityType(rawValue: 1)
        public static let usernameAndPasscode = IdentityType(rawValue: 2)
        public static let kerberosServiceTicket = IdentityType(rawValue: 3)
        public static let samlAssertion = IdentityType(rawValue: 4)
        public static let jsonWebToken = IdentityType(rawValue: 5)

        public var description: String {
            switch rawValue {
            case 1: "username"
            case 2: "username and passcode"
            case 3: "Kerberos service ticket"
            case 4: "SAML assertion"
            case 5: "JSON web token"
            default: "reserved (\(rawValue))"
            }
        }

        /// The primary field is a user's name, not a secret.
        var primaryFieldIsUsername: Bool { rawValue == 1 || rawValue == 2 }
    }

    /// The fields below are `nil` where the sub-item ends before them.
    public var type: IdentityType?
    /// As received; 0 and 1 are defined.
    public var positiveResponseRequested: UInt8?
    /// As the length fields claim.
    public var primaryFieldLength: Int?
    public var secondaryFieldLength: Int?
    /// The primary field of the types `username` and `usernameAndPasscode`.
    public var username: String?

    public init(
        type: IdentityType? = nil, positiveResponseRequested: UInt8? = nil, primaryFieldLength: Int? = nil,
        secondaryFieldLength: Int? = nil, username: String? = nil
    ) {
        self.type = type
        self.positiveResponseRequested = positiveResponseRequested
        self.primaryFieldLength = primaryFieldLength
        self.secondaryFieldLength = secondaryFieldLength
        self.username = username
    }
}
