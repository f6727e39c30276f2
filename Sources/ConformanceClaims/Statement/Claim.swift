/// One thing a conformance statement says, and where it says it.
public struct Claim<Value: Sendable>: Sendable {
    public var value: Value
    public var place: ClaimPlace
    /// A site may set it otherwise: traffic that differs deviates from the default and contradicts nothing.
    public var isConfigurable = false
    /// The option, licence or plug-in without which it does not hold (`if`, `requires`), in the statement's words.
    public var condition: String?
    /// Where in the vendor's document it is said: `§4.2.1.3.1.2, Table 4.2-7, p. 31`.
    public var reference: String?

    public init(
        _ value: Value, at place: ClaimPlace, isConfigurable: Bool = false, condition: String? = nil,
        reference: String? = nil
    ) {
        self.value = value
        self.place = place
        self.isConfigurable = isConfigurable
        self.condition = condition
        self.reference = reference
    }
}

extension Claim: Equatable where Value: Equatable {}
extension Claim: Hashable where Value: Hashable {}
