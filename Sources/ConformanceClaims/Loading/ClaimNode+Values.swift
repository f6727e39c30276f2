import DICOMDictionary

/// What a node says, where it says it as the format wants it.
extension ClaimNode {
    var integer: Int? { text.flatMap { Int($0) } }
    var port: UInt16? { text.flatMap { UInt16($0) } }
    var boolean: Bool? { text == "true" ? true : text == "false" ? false : nil }
    var pattern: GlobPattern? { text.map { GlobPattern($0) } }
    var limit: Limit? { text == "unlimited" ? .unlimited : integer.map { .of($0) } }

    func choice<Choice: RawRepresentable>() -> Choice? where Choice.RawValue == String {
        text.flatMap { Choice(rawValue: $0) }
    }

    /// Of a list, each once; none for `none`.
    func choices<Choice: RawRepresentable & Hashable & Sendable>() -> [Choice]? where Choice.RawValue == String {
        text == "none" ? [] : items.choices().map(\.value)
    }

    /// A value, or a mapping with it as `default` and what qualifies it.
    func claim<Value>(_ name: String, _ value: (ClaimNode) -> Value?) -> Claim<Value>? {
        guard let node = self[name] else { return nil }
        guard node.node.mapping != nil else { return value(node).map { Claim($0, at: node.place) } }
        return node["default"].flatMap(value).map { node.qualified($0) }
    }

    /// A number, or a mapping with it, its range and what qualifies it.
    func amount(_ name: String, zeroIsUnlimited: Bool = false) -> Claim<LimitRange>? {
        func limit(_ node: ClaimNode?) -> Limit? {
            guard let limit = node?.limit else { return nil }
            return zeroIsUnlimited && limit == .of(0) ? .unlimited : limit
        }
        guard let node = self[name] else { return nil }
        guard node.node.mapping != nil else { return Claim(LimitRange(default: limit(node)), at: node.place) }
        return node.qualified(
            LimitRange(
                default: limit(node["default"]), minimum: node["min"]?.limit, maximum: limit(node["max"])))
    }

    /// With `configurable`, `if` and `ref` of the mapping the node is.
    func qualified<Value>(_ value: Value, at place: ClaimPlace? = nil) -> Claim<Value> {
        Claim(
            value, at: place ?? self.place, isConfigurable: self["configurable"]?.boolean ?? false,
            condition: self["if"]?.text, reference: self["ref"]?.text)
    }

    func failures() -> [CommunicationFailureClaim] {
        items(of: "failures").compactMap { node in
            guard let situation: CommunicationFailureClaim.Situation = node["when"]?.choice(),
                let behaviour = node["behaviour"]?.text
            else { return nil }
            return CommunicationFailureClaim(
                situation: situation, behaviour: node.qualified(FailureBehaviour(behaviour)))
        }
    }
}

extension [ClaimNode] {
    func claims<Value>(_ value: (ClaimNode) -> Value?) -> [Claim<Value>] {
        compactMap { node in value(node).map { Claim($0, at: node.place) } }
    }

    /// Each once.
    func choices<Choice: RawRepresentable & Hashable & Sendable>() -> [Claim<Choice>] where Choice.RawValue == String {
        var seen: Set<Choice> = []
        return claims { $0.choice() }.filter { seen.insert($0.value).inserted }
    }
}
