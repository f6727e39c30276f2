/// How much may be kept of what a product did, over all its application entities.
final class ObservationBudget {
    private var left: Int
    /// What found no room.
    private(set) var notKept = 0

    init(bytes: Int) { left = bytes }

    func take(_ bytes: Int) -> Bool {
        guard bytes <= left else {
            notKept += 1
            return false
        }
        left -= bytes
        return true
    }
}
