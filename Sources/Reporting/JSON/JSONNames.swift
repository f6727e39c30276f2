import DICOMDictionary
import Evidence

/// What is written again and again, kept once made: the names of UIDs and tags, the beginnings of times.
struct JSONNames {
    private var uids: [UID: String?] = [:]
    private var tags: [Tag: String] = [:]
    private var second: (number: Int64, text: [UInt8]) = (.min, [])

    /// Hostile captures have no end of UIDs.
    private static let mostUIDs = 4096

    mutating func name(of uid: UID) -> String? {
        if let known = uids[uid] { return known }
        let name = uid.name
        if uids.count < Self.mostUIDs { uids[uid] = .some(name) }
        return name
    }

    mutating func name(of tag: Tag) -> String {
        if let known = tags[tag] { return known }
        let name = tag.memberName
        if tags.count < Self.mostUIDs { tags[tag] = name }
        return name
    }

    /// As `Timestamp.iso8601`.
    mutating func write(_ time: Timestamp, into bytes: inout [UInt8]) {
        guard time.nanoseconds >= 0 else { return bytes.append(contentsOf: time.iso8601.utf8) }
        let number = time.nanoseconds / 1_000_000_000
        if number != second.number {
            second = (number, Array(time.iso8601.utf8.prefix { $0 != 0x2E }))
        }
        bytes.append(contentsOf: second.text)
        bytes.append(0x2E)
        let microseconds = time.nanoseconds % 1_000_000_000 / 1000
        var divisor: Int64 = 100_000
        while divisor > 0 {
            bytes.append(0x30 + UInt8(truncatingIfNeeded: microseconds / divisor % 10))
            divisor /= 10
        }
        bytes.append(0x5A)
    }
}
