/// A user identity sub-item of an A-ASSOCIATE-AC (PS3.7 §D.3.3.7.2, Table D.3-15). The server response is a Kerberos
/// ticket, a SAML response or a token: only its length is kept.
public struct UserIdentityResponse: Hashable, Sendable {
    /// As the length field claims; `nil` where the sub-item ends before.
    public var serverResponseLength: Int?

    public init(serverResponseLength: Int?) { self.serverResponseLength = serverResponseLength }
}
