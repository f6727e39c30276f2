/// How much is kept of all associations under way together. Shared by them, so that many hostile ones are bounded too.
final class KeptBytes {
    private let limit: Int
    private var used = 0

    init(limit: Int) { self.limit = limit }

    /// One association's part of it.
    struct Share {
        private let total: KeptBytes
        private let limit: Int
        private(set) var used = 0

        init(of total: KeptBytes, limit: Int) {
            self.total = total
            self.limit = limit
        }

        /// There is room for more, for this association and for all of them.
        var hasRoom: Bool { used < limit && total.used < total.limit }

        mutating func take(_ count: Int) {
            used += count
            total.used += count
        }

        /// The association is over and handed on.
        mutating func giveBack() {
            total.used -= used
            used = 0
        }
    }
}
