/// States of the upper layer protocol machine.
struct StateSet: OptionSet, Hashable, Sendable {
    var rawValue: UInt16
    init(rawValue: UInt16) { self.rawValue = rawValue }
    init(_ state: AssociationState) { rawValue = 1 << UInt16(state.rawValue) }

    static let sta1 = StateSet(.sta1)
    static let sta2 = StateSet(.sta2)
    static let sta4 = StateSet(.sta4)
    static let sendingData: StateSet = [StateSet(.sta6), StateSet(.sta8)]
    static let all = StateSet(rawValue: AssociationState.allCases.reduce(0) { $0 | 1 << UInt16($1.rawValue) })

    var states: [AssociationState] { AssociationState.allCases.filter { contains(StateSet($0)) } }

    /// States are below it as numbers.
    static let size = 16

    /// What a table has for each of the states, its entry for the first standing at `start`.
    func union(of table: [StateSet], from start: Int) -> StateSet {
        let entries = table.span
        var union: StateSet = []
        var rest = rawValue
        while rest != 0 {
            union.formUnion(entries[start + rest.trailingZeroBitCount])
            rest &= rest - 1
        }
        return union
    }
}
