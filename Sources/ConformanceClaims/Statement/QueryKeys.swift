/// The keys of a query, in the table of the information model (PS3.2 §A.4.2, §N.5).
public struct QueryKeys: Sendable {
    /// SCU: always in the identifier. SCP: matched.
    public var required: [Claim<AttributePath>] = []
    /// SCU: may be in the identifier. SCP: matched, though the standard leaves it open.
    public var optional: [Claim<AttributePath>] = []
    /// SCP: returned when asked for.
    public var returned: [Claim<AttributePath>] = []
}
