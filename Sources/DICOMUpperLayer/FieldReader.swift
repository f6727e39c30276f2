import DICOMDictionary
import Evidence

/// Reads the fields of one PDU in order. Every read names its field in the standard's words, so that one walk gives both
/// the decoded types and, where asked for, the annotated fields.
///
/// Two ends bound it: `end`, where the innermost item ends by its own length field (a firewall: whatever is wrong inside
/// leaves what follows untouched), and `bytes.count`, where the capture ended. Only the first is the sender's doing, so
/// only running into the first is a fault.
struct FieldReader {
    let bytes: [UInt8]
    private(set) var position = 0
    private(set) var end: Int
    private(set) var fields: [PDUField] = []
    private(set) var faults: [PDUFault] = []
    private(set) var reserved: [PDU.ReservedField] = []
    /// What encloses the field being read.
    private(set) var enclosing: String
    private var items = 0
    /// The innermost item ended inside a field. Its further fields are missing for the same reason.
    private var isExhausted = false
    private let keepsFields: Bool

    /// More than any association can use: 128 presentation contexts of 120 transfer syntaxes each.
    static let maximumItems = 16_384
    /// Of each PDU, so that no hostile one becomes a million objects.
    static let maximumFaults = 64

    init(_ bytes: [UInt8], end: Int, enclosing: String, keepsFields: Bool) {
        self.bytes = bytes
        self.end = end
        self.enclosing = enclosing
        self.keepsFields = keepsFields
    }

    /// Bytes of the innermost item left by its own account.
    var remaining: Int { max(0, end - position) }
    /// Bytes of it that are there.
    var available: Int { max(0, min(end, bytes.count) - position) }
    var isCut: Bool { bytes.count < end }

    mutating func fault(
        _ code: PDUFault.Code, at offset: Int, length: Int = 0, clause: Clause? = nil,
        _ message: String,
        details: [Anomaly.Detail] = []
    ) {
        guard faults.count < Self.maximumFaults else { return }
        faults.append(
            PDUFault(
                code: code, offset: offset, length: length, clause: clause, message: message, details: details))
    }

    /// The next `count` bytes, or `nil` where the item or the capture ends before; what is left is then passed over.
    private mutating func take(
        _ name: String, _ count: Int, _ clause: Clause?, isSecret: Bool = false
    ) -> Range<Int>? {
        let start = position
        if count <= available {
            position += count
            return start..<position
        }
        let found = available
        if count > remaining, !isExhausted {
            isExhausted = true
            fault(
                .fieldCut, at: start, length: found, clause: clause,
                "\(enclosing) ends within its field \(name), which takes \(count) bytes (left: \(remaining)).",
                details: [
                    .init("field", name), .init("layer", enclosing), .init("needed", count), .init("left", remaining),
                ])
        }
        passOver()
        if found > 0 {
            keep(
                PDUField(
                    name, offset: start, length: found, meaning: "cut short", clause: clause, isSecret: isSecret))
        }
        return nil
    }

    /// To the innermost item's end. `position` never leaves `bytes`.
    private mutating func passOver() { position = min(end, bytes.count) }

    /// Its text is made only where somebody will read it.
    private mutating func keep(_ field: @autoclosure () -> PDUField) {
        if keepsFields { fields.append(field()) }
    }

    // MARK: Fields

    mutating func unsigned8(
        _ name: String, _ clause: Clause? = nil, hexadecimal: Bool = false, meaning: (UInt8) -> String? = { _ in nil }
    ) -> UInt8? {
        guard let range = take(name, 1, clause) else { return nil }
        let value = bytes[range.lowerBound]
        keep(
            PDUField(
                name, offset: range.lowerBound, length: 1,
                value: hexadecimal ? PDUText.hexadecimal(value) : String(value), meaning: meaning(value), clause: clause
            ))
        return value
    }

    mutating func unsigned16(
        _ name: String, _ clause: Clause? = nil, meaning: (UInt16) -> String? = { _ in nil }
    ) -> UInt16? {
        guard let range = take(name, 2, clause) else { return nil }
        let value = UInt16(truncatingIfNeeded: bigEndian(range))
        keep(
            PDUField(
                name, offset: range.lowerBound, length: 2, value: String(value), meaning: meaning(value), clause: clause
            ))
        return value
    }

    mutating func unsigned32(
        _ name: String, _ clause: Clause? = nil, meaning: (UInt32) -> String? = { _ in nil }
    ) -> UInt32? {
        guard let range = take(name, 4, clause) else { return nil }
        let value = UInt32(truncatingIfNeeded: bigEndian(range))
        keep(
            PDUField(
                name, offset: range.lowerBound, length: 4, value: String(value), meaning: meaning(value), clause: clause
            ))
        return value
    }

    private func bigEndian(_ range: Range<Int>) -> UInt64 {
        var value: UInt64 = 0
        for index in range { value = value << 8 | UInt64(bytes[index]) }
        return value
    }

    mutating func reserved(_ count: Int, _ clause: Clause? = nil) {
        guard let range = take("Reserved", count, clause) else { return }
        let isZero = bytes[range].allSatisfy { $0 == 0 }
        if !isZero, reserved.count < Self.maximumFaults {
            reserved.append(PDU.ReservedField(offset: range.lowerBound, bytes: Array(bytes[range])))
        }
        let bytes = bytes
        keep(
            PDUField(
                "Reserved", offset: range.lowerBound, length: count,
                value: isZero ? "0" : PDUText.hexadecimal(bytes[range]), clause: clause))
    }

    /// One fault for all reserved fields that are not 0: some toolkits set one in every presentation context.
    mutating func reservedFault(_ clause: Clause?) {
        guard let first = reserved.first else { return }
        fault(
            .reservedNotZero, at: first.offset, length: first.bytes.count, clause: clause,
            "\(enclosing) has reserved fields that are not 0: \(reserved.count), the first at byte \(first.offset + 1).",
            details: [.init("layer", enclosing), .init("fields", reserved.count), .init("bytes", .bytes(first.bytes))])
    }

    mutating func text(_ name: String, _ count: Int, _ clause: Clause? = nil) -> String? {
        guard let range = take(name, count, clause) else { return nil }
        let text = PDUText.unpadded(Array(bytes[range]))
        keep(PDUField(name, offset: range.lowerBound, length: count, value: text, clause: clause))
        return text
    }

    /// A UID stands without padding in PDUs (PS3.8 §F.1); padding is taken off, and recorded.
    mutating func uid(_ name: String, _ count: Int, _ clause: Clause? = nil) -> UID? {
        guard let range = take(name, count, clause) else { return nil }
        let received = bytes[range]
        let length = (received.lastIndex { $0 != 0 && $0 != 0x20 } ?? received.startIndex - 1) - received.startIndex + 1
        let uid = UID(rawValue: PDUText.decoded(received.prefix(length)))
        if length < count {
            fault(
                .uidPadding, at: range.lowerBound + length, length: count - length, clause: "PS3.8 §F.1",
                "The UID \(uid) of \(enclosing) is padded, which UIDs in PDUs are not.",
                details: [
                    .init("field", name), .init("layer", enclosing), .init("uid", uid.rawValue),
                    .init("padding", .bytes(Array(received.dropFirst(length)))),
                ])
        }
        keep(PDUField(name, offset: range.lowerBound, length: count, value: uid.rawValue, clause: clause))
        return uid
    }

    /// All that is there of the next `count` bytes (of the item's rest without it).
    mutating func raw(
        _ name: String, _ count: Int? = nil, _ clause: Clause? = nil, isText: Bool = false,
        meaning: (([UInt8]) -> String?)? = nil
    ) -> [UInt8] {
        let start = position
        let found = min(count ?? remaining, available)
        let contents = Array(bytes[start..<start + found])
        if let count, found < count {
            _ = take(name, count, clause)
        } else {
            position += found
            keep(
                PDUField(
                    name, offset: start, length: found,
                    value: isText ? PDUText.unpadded(contents) : PDUText.hexadecimal(contents[...]),
                    meaning: meaning?(contents), clause: clause))
        }
        return contents
    }

    /// Passes over bytes that nothing may keep.
    mutating func secret(_ name: String, _ count: Int, _ clause: Clause? = nil) {
        guard let range = take(name, count, clause, isSecret: true) else { return }
        keep(PDUField(name, offset: range.lowerBound, length: count, clause: clause, isSecret: true))
    }

    // MARK: Items

    /// Reads items until the enclosing one ends. `decode` reads an item's fields behind its length; it returns `false`
    /// for a type that does not belong there and reads nothing then.
    mutating func items(_ decode: (inout FieldReader, ItemType, _ offset: Int) -> Bool) -> [PDU.UnknownItem] {
        var unknown: [PDU.UnknownItem] = []
        while available > 0 {
            let start = position
            guard remaining >= 4 else {
                let count = available
                fault(
                    .itemCut, at: start, length: count,
                    "\(remaining) bytes stand behind the last item of \(enclosing), too few for another.",
                    details: [.init("layer", enclosing), .init("left", remaining)])
                _ = raw("Trailing bytes")
                break
            }
            guard available >= 4 else {
                passOver()
                break
            }
            items += 1
            guard items <= Self.maximumItems else {
                fault(
                    .tooManyItems, at: start,
                    "The PDU has more than \(Self.maximumItems) items; the rest is not decoded.")
                passOver()
                break
            }
            item(&unknown, decode)
        }
        return unknown
    }

    private mutating func item(
        _ unknown: inout [PDU.UnknownItem], _ decode: (inout FieldReader, ItemType, _ offset: Int) -> Bool
    ) {
        let start = position
        let outer = (end: end, fields: fields, enclosing: enclosing, isExhausted: isExhausted)
        let type = ItemType(rawValue: bytes[start])
        fields = []
        enclosing = type.name
        isExhausted = false
        _ = unsigned8("Item-type", type.clause, hexadecimal: true)
        if type == .commonExtendedNegotiation {
            _ = unsigned8("Sub-Item-version", type.clause)
        } else {
            reserved(1, type.clause)
        }
        let claimed = Int(unsigned16("Item-length", type.clause) ?? 0)
        let contentEnd = position + claimed
        if contentEnd > outer.end {
            fault(
                .itemLength, at: start + 2, length: 2, clause: type.clause,
                "\(type.name) claims \(claimed) bytes where \(outer.enclosing) has \(outer.end - position) left.",
                details: [
                    .init("field", "Item-length"), .init("layer", type.name), .init("item", Int(type.rawValue)),
                    .init("claimed", claimed), .init("left", outer.end - position),
                ])
        }
        end = min(contentEnd, outer.end)
        if !decode(&self, type, start) {
            fault(
                .unknownItem, at: start, length: end - start,
                "\(outer.enclosing) has an item of type \(PDUText.hexadecimal(type.rawValue)), which does not belong there.",
                details: [.init("layer", outer.enclosing), .init("item", Int(type.rawValue)), .init("length", claimed)])
            let bytes = type.isSecret ? hidden("Contents") : raw("Contents")
            unknown.append(PDU.UnknownItem(type: type.rawValue, offset: start, bytes: bytes))
        }
        trailing(type.clause, isSecret: type.isSecret)
        let length = min(end, bytes.count) - start
        let children = fields
        passOver()
        (end, fields, enclosing, isExhausted) = outer
        keep(PDUField(type.name, offset: start, length: length, clause: type.clause, children: children))
    }

    /// What the innermost item has behind its last field.
    mutating func trailing(_ clause: Clause?, isSecret: Bool = false) {
        guard available > 0 else { return }
        fault(
            .itemTrailingBytes, at: position, length: available, clause: clause,
            "\(enclosing) has \(remaining) bytes more than its fields take.",
            details: [.init("layer", enclosing), .init("left", remaining)])
        _ = isSecret ? hidden("Trailing bytes") : raw("Trailing bytes")
    }

    /// Passes over what is there of the item's rest and gives nothing of it.
    private mutating func hidden(_ name: String) -> [UInt8] {
        secret(name, available)
        return []
    }
}
