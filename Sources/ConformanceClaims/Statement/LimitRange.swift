/// A number a statement gives: its default, and the range it may be set to.
public struct LimitRange: Hashable, Sendable {
    /// As delivered.
    public var `default`: Limit?
    public var minimum: Limit?
    public var maximum: Limit?

    public init(default value: Limit? = nil, minimum: Limit? = nil, maximum: Limit? = nil) {
        self.default = value
        self.minimum = minimum
        self.maximum = maximum
    }

    /// Whether the statement allows the number at all: it is the default, or lies in the range that is given.
    public func admits(_ number: Limit) -> Bool {
        if number == self.default { return true }
        if minimum == nil, maximum == nil { return false }
        return (minimum ?? .of(0)) <= number && number <= (maximum ?? .unlimited)
    }
}
