/// One row of a table of status codes (PS3.2 §A.4.2, §N.7.3.2): returned by an SCP, or handled by an SCU.
public struct StatusClaim: Sendable {
    /// Of the product: `.scp` returns the codes, `.scu` meets them.
    public var role: ServiceRole
    public var code: Claim<StatusPattern>
    /// The statement's words for the code's meaning.
    public var meaning: String?
    /// What the SCU does next.
    public var behaviour: Claim<FailureBehaviour>?
}
