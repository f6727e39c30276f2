/// How many values an element takes (PS3.5 §6.4, PS3.6): `1`, `2-4`, `1-n`, `3-3n`.
public struct ValueMultiplicity: Hashable, Sendable {
    public let least: Int
    /// `nil` for n.
    public let most: Int?
    /// Their number is a multiple of this.
    public let step: Int

    /// As PS3.6 writes it.
    init(_ text: String) {
        let bounds = text.split(separator: "-")
        least = bounds.first.flatMap { Int($0) } ?? 1
        let last = bounds.last ?? "1"
        if last.hasSuffix("n") {
            most = nil
            step = Int(last.dropLast()) ?? 1
        } else {
            most = Int(last) ?? least
            step = 1
        }
    }

    public func admits(_ count: Int) -> Bool {
        count >= least && count <= most ?? .max && count % step == 0
    }

    /// In the order of the dictionary's multiplicities.
    static let all = DataElementTable.multiplicities.map { ValueMultiplicity($0) }
}
