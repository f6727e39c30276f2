/// What is the same of many: associations, operations, messages.
protocol Alike {
    /// Those alike have the same.
    var digest: Digest { get }
    func isAlike(_ other: Self) -> Bool
    /// How many lists of rules are asked of one.
    var lists: Int { get }
}

/// A rule to be asked.
struct PossibleRule {
    var number: Int
    /// What of its condition is the same for all alike is known to hold: only the rest is to be asked.
    var isPartlyMet = false
}

/// The rules that are not ruled out for all alike.
class PossibleRules {
    /// `nil` until they have been asked.
    var lists: [[PossibleRule]?]

    init(lists: Int) { self.lists = Array(repeating: nil, count: lists) }
}

final class Known<Content: Alike>: PossibleRules {
    let content: Content

    init(_ content: Content) {
        self.content = content
        super.init(lists: content.lists)
    }
}

/// What was seen before. It keeps few: of two that come to one place the later.
struct AlikeTable<Content: Alike> {
    private var known: [Known<Content>?]

    init(size: Int) { known = Array(repeating: nil, count: size) }

    mutating func known(_ content: Content) -> Known<Content> {
        let place = content.digest.place(in: known.count)
        if let known = known[place], known.content.isAlike(content) { return known }
        let new = Known(content)
        known[place] = new
        return new
    }
}

/// FNV-1a.
struct Digest {
    private var value: UInt64 = 0xCBF2_9CE4_8422_2325

    mutating func add(_ bytes: [UInt8]) {
        for byte in bytes { value = (value ^ UInt64(byte)) &* 0x100_0000_01B3 }
    }

    mutating func add(_ number: UInt64) { value = (value ^ number) &* 0x100_0000_01B3 }

    func place(in count: Int) -> Int { Int(truncatingIfNeeded: value >> 33) % count }
}
