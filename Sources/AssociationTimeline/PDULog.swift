import DICOMUpperLayer
import Evidence

/// The PDUs of an association in the order they were completed, kept in a few bytes each: a long association has
/// hundreds of thousands.
public struct PDULog: Sendable, Sequence {
    public struct Entry: Hashable, Sendable {
        public var type: PDUType
        public var from: AssociationSide
        /// The frame that completes it.
        public var frame: FrameNumber
        public var time: Timestamp
        /// The PDU-length field.
        public var length: UInt32
        /// Bytes of it are missing from the capture.
        public var isIncomplete: Bool

        public init(
            type: PDUType, from: AssociationSide, frame: FrameNumber, time: Timestamp, length: UInt32,
            isIncomplete: Bool = false
        ) {
            self.type = type
            self.from = from
            self.frame = frame
            self.time = time
            self.length = length
            self.isIncomplete = isIncomplete
        }
    }

    /// All PDUs, those not kept among them.
    public private(set) var count = 0
    /// PDUs only counted: P-DATA-TFs where the caller did not ask for them, and those beyond the limit.
    public private(set) var notKept = 0
    private var bytes: [UInt8] = []
    private var last: (frame: UInt64, time: Int64) = (0, 0)

    public init() {}

    public mutating func append(_ entry: Entry) {
        count += 1
        bytes.append(entry.type.rawValue)
        bytes.append(entry.from.rawValue | (entry.isIncomplete ? 2 : 0))
        write(zigzag(Int64(bitPattern: entry.frame.rawValue &- last.frame)))
        write(zigzag(entry.time.nanoseconds &- last.time))
        write(UInt64(entry.length))
        last = (entry.frame.rawValue, entry.time.nanoseconds)
    }

    /// Counts a PDU without keeping it.
    public mutating func appendUnkept() {
        count += 1
        notKept += 1
    }

    public func makeIterator() -> Iterator { Iterator(bytes: bytes) }

    public struct Iterator: IteratorProtocol {
        let bytes: [UInt8]
        var position = 0
        var frame: UInt64 = 0
        var time: Int64 = 0

        public mutating func next() -> Entry? {
            guard position + 2 <= bytes.count else { return nil }
            let type = PDUType(rawValue: bytes[position])
            let flags = bytes[position + 1]
            position += 2
            frame = frame &+ UInt64(bitPattern: unzigzag(read()))
            time = time &+ unzigzag(read())
            let length = UInt32(truncatingIfNeeded: read())
            return Entry(
                type: type, from: flags & 1 == 0 ? .requestor : .acceptor, frame: FrameNumber(frame),
                time: Timestamp(nanoseconds: time), length: length, isIncomplete: flags & 2 != 0)
        }

        private mutating func read() -> UInt64 {
            var value: UInt64 = 0
            var shift: UInt64 = 0
            while position < bytes.count {
                let byte = bytes[position]
                position += 1
                value |= UInt64(byte & 0x7F) << shift
                if byte & 0x80 == 0 { break }
                shift += 7
            }
            return value
        }
    }

    private mutating func write(_ value: UInt64) {
        var rest = value
        while rest > 0x7F {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }
}

private func zigzag(_ value: Int64) -> UInt64 { UInt64(bitPattern: value << 1 ^ value >> 63) }
private func unzigzag(_ value: UInt64) -> Int64 { Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1) }
