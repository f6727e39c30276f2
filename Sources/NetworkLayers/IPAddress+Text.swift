import Evidence

/// IPv4 in dotted decimal; IPv6 as RFC 5952 §4 and §5 recommend: `fe80::1`, `::ffff:192.0.2.1`.
extension IPAddress: LosslessStringConvertible {
    public var description: String {
        switch self {
        case .v4(let address): Self.dottedDecimal(address)
        case .v6(0, let low) where low >> 32 == 0xFFFF: "::ffff:" + Self.dottedDecimal(UInt32(truncatingIfNeeded: low))
        case .v6(let high, let low): Self.colonHexadecimal(Self.groups(high) + Self.groups(low))
        }
    }

    /// `nil` unless `description` is one whole address, without port, prefix length or zone.
    public init?(_ description: String) {
        if description.contains(":") {
            guard let groups = Self.groups(parsing: description) else { return nil }
            self = .v6(Self.half(groups[..<4]), Self.half(groups[4...]))
        } else {
            guard let address = Self.dottedDecimal(parsing: description[...]) else { return nil }
            self = .v4(address)
        }
    }

    private static func dottedDecimal(_ address: UInt32) -> String {
        var text = NumberText()
        text.put(UInt64(address & 0xFF))
        for shift in stride(from: 8, through: 24, by: 8) {
            text.put(".")
            text.put(UInt64(address >> shift & 0xFF))
        }
        return text.text
    }

    private static func dottedDecimal(parsing text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var address: UInt32 = 0
        for part in parts {
            guard part.utf8.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }),
                part == "0" || !part.hasPrefix("0"), let value = UInt8(part)
            else { return nil }
            address = address << 8 | UInt32(value)
        }
        return address
    }

    private static func groups(_ half: UInt64) -> [UInt16] {
        [48, 32, 16, 0].map { UInt16(truncatingIfNeeded: half >> $0) }
    }

    private static func half(_ groups: ArraySlice<UInt16>) -> UInt64 {
        groups.reduce(0) { $0 << 16 | UInt64($1) }
    }

    /// The longest run of two or more zero groups, the first of equals, is written `::` (RFC 5952 §4.2).
    private static func colonHexadecimal(_ groups: [UInt16]) -> String {
        var longest = 0..<0
        var start = 0
        for (index, group) in groups.enumerated() {
            if group != 0 {
                start = index + 1
            } else if index + 1 - start > max(1, longest.count) {
                longest = start..<(index + 1)
            }
        }
        func text(_ groups: ArraySlice<UInt16>) -> String {
            groups.map { String($0, radix: 16) }.joined(separator: ":")
        }
        guard !longest.isEmpty else { return text(groups[...]) }
        return text(groups[..<longest.lowerBound]) + "::" + text(groups[longest.upperBound...])
    }

    private static func groups(parsing text: String) -> [UInt16]? {
        guard let gap = text.firstRange(of: "::") else {
            guard let groups = groups(parsing: text[...], isTail: true), groups.count == 8 else { return nil }
            return groups
        }
        guard let head = groups(parsing: text[..<gap.lowerBound], isTail: false),
            let tail = groups(parsing: text[gap.upperBound...], isTail: true), head.count + tail.count < 8
        else { return nil }
        return head + Array(repeating: 0, count: 8 - head.count - tail.count) + tail
    }

    /// The groups on one side of `::`; the last of the address may be an IPv4 address (RFC 4291 §2.2).
    private static func groups(parsing text: Substring, isTail: Bool) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 8 else { return nil }
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if isTail, index == parts.count - 1, part.contains(".") {
                guard let address = dottedDecimal(parsing: part) else { return nil }
                groups += [UInt16(address >> 16), UInt16(truncatingIfNeeded: address)]
            } else {
                guard part.utf8.count <= 4, part.allSatisfy(\.isHexDigit), let group = UInt16(part, radix: 16) else {
                    return nil
                }
                groups.append(group)
            }
        }
        return groups
    }
}
