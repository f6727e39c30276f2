import ByteReading

/// A Basic Offset Table beside the fragments that come (PS3.5 §A.4): each entry is where the first fragment of a frame
/// begins, counted from the first fragment.
struct OffsetTable {
    private let offsets: [UInt32]
    private var first: UInt64?
    /// Entries met so far.
    private var met = 0
    private var isMissed = false

    init(_ bytes: Span<UInt8>) {
        offsets = (0..<(bytes.count / 4)).compactMap { bytes.uint32LittleEndian(at: $0 * 4) }
    }

    var count: Int { offsets.count }

    /// A fragment whose item tag is at `offset`.
    mutating func passed(_ offset: UInt64) {
        let base = first ?? offset
        first = base
        guard met < offsets.count, !isMissed else { return }
        let place = offset - base
        if UInt64(offsets[met]) == place { met += 1 } else { isMissed = UInt64(offsets[met]) < place }
    }

    /// Whether every entry led to a fragment.
    var leadsToFragments: Bool { !isMissed && met == offsets.count }
}
