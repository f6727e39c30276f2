/// Presence of attributes in the objects the product makes (PS3.2 §A.8.1, §N.8): the column "Presence of Value".
public struct AttributeClaims: Sendable {
    /// ALWAYS: present, with a value.
    public var always: [Claim<AttributePath>] = []
    /// VNAP: present, with a value or without one.
    public var valueNotAlwaysPresent: [Claim<AttributePath>] = []
    /// ANAP: present with a value, or absent.
    public var attributeNotAlwaysPresent: [Claim<AttributePath>] = []
    /// EMPTY: present, without a value.
    public var empty: [Claim<AttributePath>] = []
    public var never: [Claim<AttributePath>] = []
    /// Those whose private elements it writes. `nil`: the statement is silent; empty: it writes none.
    public var privateCreators: Claim<[GlobPattern]>?
}
