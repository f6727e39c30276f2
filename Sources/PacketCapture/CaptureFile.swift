import Evidence

/// One input: its window and the record it stands on. This class itself is a file without records; each format is a
/// subclass.
class CaptureFile {
    struct Record {
        var time = Timestamp(nanoseconds: 0)
        var linkType: UInt32 = 0
        var originalLength = 0
        var interface = 0
        /// Where in the window the bytes are.
        var place = 0
        var capturedLength = 0
    }

    final var summary: CaptureSummary.File
    // Unsafe: checked at run time, the accesses of every packet to these two took 40 % of the time of reading small packets
    // (measured). None overlap: they are changed in `advance` and what it calls alone, which calls nobody back.
    @exclusivity(unchecked) private final var uncheckedWindow: InputWindow
    @exclusivity(unchecked) private final var uncheckedRecord = Record()

    final var window: InputWindow {
        @inline(__always)
        _read { yield unsafe uncheckedWindow }
        @inline(__always)
        _modify { yield unsafe &uncheckedWindow }
    }

    final var record: Record {
        @inline(__always)
        _read { yield unsafe uncheckedRecord }
        @inline(__always)
        _modify { yield unsafe &uncheckedRecord }
    }

    final var problems = ProblemList()

    /// So that no file makes endless interfaces.
    static let interfaceLimit = 65_536

    init(_ summary: CaptureSummary.File, _ window: consuming InputWindow) {
        self.summary = summary
        unsafe uncheckedWindow = window
    }

    /// Moves to the next record; false at the end, and then for ever.
    func advance() -> Bool {
        record.capturedLength = 0
        noteSourceFailure()
        return false
    }

    final var recordBytes: Span<UInt8> {
        @inline(__always)
        @_lifetime(borrow self)
        get {
            // Unsafe: the window is this object's own and changes only in `advance`, which the reader that lends the span calls
            // when nobody borrows from it any more.
            unsafe _overrideLifetime(
                uncheckedWindow.bytes(at: record.place, count: record.capturedLength), borrowing: self)
        }
    }

    /// At the end of the bytes: says why they end, if that was not their end. What is cut off by it needs no problem of
    /// its own.
    @discardableResult
    final func noteSourceFailure() -> Bool {
        guard let failure = window.source.failure else { return false }
        if !problems.all.contains(where: { $0.code == failure.code }) {
            problems.add(failure.code, at: window.offset &+ UInt64(window.available), failure.message)
        }
        return true
    }

    /// What is left is less than a record needs.
    final func noteCut(needed: UInt64, _ what: String) {
        let (left, offset) = (window.available, window.offset)
        if !noteSourceFailure() {
            problems.add(
                "capture/record-cut", at: offset,
                "the file ends inside \(what) that begins at byte \(offset): \(left) of \(needed) bytes are there")
        }
    }
}
