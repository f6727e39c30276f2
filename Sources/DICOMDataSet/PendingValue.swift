import DICOMDictionary

/// The value or fragment whose bytes are going by.
struct PendingValue {
    /// `nil` where the visitor is not told of an element: fragments, bytes passed over, what is nested too deep.
    var header: DataElementHeader?
    var isWanted = false
    /// The parser itself needs the value, to read what follows.
    var isNoted = false
    var isPassedOver = false
    var isComplete = true
    /// Pieces of a gathered value that was cut.
    var bytes: [UInt8] = []

    var isGathered: Bool { isWanted || isNoted }
    var isUntouched: Bool { !isWanted && !isNoted && !isPassedOver }

    mutating func begin(_ header: DataElementHeader?) {
        self.header = header
        isWanted = false
        isNoted = false
        isPassedOver = false
        isComplete = true
    }

    mutating func spoil() {
        isComplete = false
        isWanted = false
        isNoted = false
        bytes.removeAll(keepingCapacity: true)
    }
}
