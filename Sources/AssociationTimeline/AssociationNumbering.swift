import Evidence

/// Gives associations the numbers users see: from 1, in the order of their first packets. A connection's first packet
/// comes before anyone can know whether it carries DICOM, so a number is certain only when everything that began earlier
/// is decided.
public struct AssociationNumbering: Sendable {
    /// A place in the order, handed out when a connection (or a further association on one) begins.
    public struct Place: Hashable, Sendable {
        let index: Int
    }

    private enum Entry: Sendable {
        case undecided
        case association(serial: Int)
        case none
    }

    /// Entries from `first` on. Those before `head` are settled and removed now and then.
    private var entries: [Entry] = []
    private var first = 0
    private var head = 0
    private var settled = 0
    private var numbers: [Int: Int] = [:]
    /// Serials whose numbers, not yet certain, nobody will ask for.
    private var forgotten: Set<Int> = []
    /// With more entries than this the oldest undecided one is decided against.
    public static let maximumPending = 1 << 20

    public init() {}

    mutating func reserve() -> Place {
        if entries.count - head >= Self.maximumPending { giveUpOldest() }
        entries.append(.undecided)
        return Place(index: first + entries.count - 1)
    }

    mutating func decide(_ place: Place, serial: Int) { set(place, .association(serial: serial)) }

    mutating func dismiss(_ place: Place) { set(place, .none) }

    /// Nothing undecided is left: every association has its number from now on.
    mutating func settleAll() {
        for index in entries.indices {
            if case .undecided = entries[index] { entries[index] = .none }
        }
        settle()
    }

    /// `nil` while something that began earlier is undecided.
    public func number(serial: Int) -> Int? { numbers[serial] }

    /// Forgets a number that will not be asked for again, or will not keep it once it is certain.
    public mutating func forget(serial: Int) {
        if numbers.removeValue(forKey: serial) == nil { forgotten.insert(serial) }
    }

    private mutating func set(_ place: Place, _ entry: Entry) {
        let index = place.index - first
        guard index >= head else {
            // It had been given up as undecided: it is numbered after all the others so far.
            if case .association(let serial) = entry { number(serial) }
            return
        }
        entries[index] = entry
        settle()
    }

    private mutating func giveUpOldest() {
        entries[head] = .none
        settle()
    }

    private mutating func number(_ serial: Int) {
        settled += 1
        if forgotten.isEmpty || forgotten.remove(serial) == nil { numbers[serial] = settled }
    }

    private mutating func settle() {
        loop: while head < entries.count {
            switch entries[head] {
            case .undecided: break loop
            case .association(let serial): number(serial)
            case .none: break
            }
            head += 1
        }
        if head > 1024, head * 2 > entries.count {
            entries.removeFirst(head)
            first += head
            head = 0
        }
    }
}
