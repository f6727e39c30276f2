import Evidence

/// The problems of one file, one entry a kind.
struct ProblemList {
    private(set) var all: [CaptureProblem] = []

    /// `message` is only made for the first of a kind.
    mutating func add(
        _ code: Anomaly.Code, at offset: UInt64, skipped: UInt64 = 0, _ message: @autoclosure () -> String
    ) {
        if let index = all.firstIndex(where: { $0.code == code }) {
            all[index].count += 1
            all[index].skippedBytes &+= skipped
        } else {
            all.append(
                CaptureProblem(
                    file: 0, code: code, offset: offset, message: message(), count: 1, skippedBytes: skipped))
        }
    }
}
