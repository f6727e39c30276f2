import DICOMDictionary

/// The value or fragment whose bytes are going by.
struct PendingValue {
    /// `nil` where the visitor is not told of an element: fragments, bytes passed over, what is nested too deep.
    var header: DataElementHeader?
    var isWanted = false
    /// The parser itself needs the value, to read what follows.
    var isNoted = false
    /// The Basic Offset Table, which the visitor wants.
    var isOffsetTable = false
    var isPassedOver = false
    var isComplete = true
    /// Pieces of a gathered value that was cut.
    var bytes: [UInt8] = []

    var isGathered: Bool { isWanted || isNoted || isOffsetTable }
    var isUntouched: Bool { !isWanted && !isNoted && !isOffsetTable && !isPassedOver }

    mutating func begin(_ header: DataElementHeader?) {
        self.header = header
        isWanted = false
        isNoted = false
        isOffsetTable = false
        isPassedOver = false
        isComplete = true
    }

    mutating func spoil() {
        isComplete = false
        isWanted = false
        isNoted = false
        isOffsetTable = false
        bytes.removeAll(keepingCapacity: true)
    }
}
