import DICOMDictionary
import Evidence
import Wording

/// Writes JSON (RFC 8259) without white space, members in the order given. Whatever a terminal would act on is escaped, so
/// the output may be looked at as well as parsed.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []
    private var needsComma = false
    private var names = JSONNames()

    init() {}

    mutating func take() -> [UInt8] {
        let taken = bytes
        bytes.removeAll(keepingCapacity: true)
        return taken
    }

    /// Goes on inside an object whose beginning was written elsewhere and has members already.
    mutating func continueObject() { needsComma = true }

    mutating func object(_ members: (inout JSONWriter) -> Void) {
        begin(0x7B)
        members(&self)
        end(0x7D)
    }

    mutating func array<Elements: Sequence>(
        _ elements: Elements, _ write: (inout JSONWriter, Elements.Element) -> Void
    ) {
        beginArray()
        for element in elements { write(&self, element) }
        endArray()
    }

    mutating func beginObject() { begin(0x7B) }
    mutating func beginArray() { begin(0x5B) }
    mutating func endArray() { end(0x5D) }
    mutating func endObject() { end(0x7D) }

    /// `name` needs no escaping.
    mutating func key(_ name: String) {
        separate()
        bytes.append(0x22)
        bytes.append(contentsOf: name.utf8)
        bytes.append(0x22)
        bytes.append(0x3A)
        needsComma = false
    }

    mutating func value(_ text: String) {
        separate()
        quote(text)
        needsComma = true
    }

    mutating func value(_ number: some BinaryInteger) { raw(String(number)) }
    mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }
    mutating func null() { raw("null") }

    private mutating func raw(_ text: String) {
        separate()
        bytes.append(contentsOf: text.utf8)
        needsComma = true
    }

    private mutating func begin(_ bracket: UInt8) {
        separate()
        bytes.append(bracket)
        needsComma = false
    }

    private mutating func end(_ bracket: UInt8) {
        bytes.append(bracket)
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { bytes.append(0x2C) }
    }

    private mutating func quote(_ text: String) {
        bytes.append(0x22)
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
            bytes.append(contentsOf: text.utf8)
        } else {
            for scalar in text.unicodeScalars { escape(scalar) }
        }
        bytes.append(0x22)
    }

    private mutating func escape(_ scalar: Unicode.Scalar) {
        switch scalar {
        case "\"": bytes.append(contentsOf: "\\\"".utf8)
        case "\\": bytes.append(contentsOf: "\\\\".utf8)
        case "\n": bytes.append(contentsOf: "\\n".utf8)
        case "\r": bytes.append(contentsOf: "\\r".utf8)
        case "\t": bytes.append(contentsOf: "\\t".utf8)
        default:
            if PrintableScalar.isPlainASCII(scalar) {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else if PrintableScalar.isVisible(scalar) {
                bytes.append(contentsOf: Array(Character(scalar).utf8))
            } else {
                for unit in UTF16.encode(scalar) ?? .init() { escape(codeUnit: unit) }
            }
        }
    }

    private mutating func escape(codeUnit: UInt16) {
        bytes.append(contentsOf: "\\u".utf8)
        for shift in [12, 8, 4, 0] as [UInt16] {
            let digit = UInt8(truncatingIfNeeded: codeUnit >> shift & 0xF)
            bytes.append(digit < 10 ? 0x30 + digit : 0x61 + digit - 10)
        }
    }
}

extension JSONWriter {
    mutating func member(_ name: String, _ text: String?) {
        key(name)
        if let text { value(text) } else { null() }
    }

    /// `json` is a value written elsewhere.
    mutating func value(json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
        needsComma = true
    }

    mutating func member(_ name: String, _ number: (some BinaryInteger)?) {
        key(name)
        if let number { value(number) } else { null() }
    }

    mutating func member(_ name: String, _ flag: Bool) {
        key(name)
        value(flag)
    }

    mutating func member(_ name: String, _ time: Timestamp?) {
        key(name)
        guard let time else { return null() }
        separate()
        bytes.append(0x22)
        names.write(time, into: &bytes)
        bytes.append(0x22)
        needsComma = true
    }

    mutating func name(of uid: UID) -> String? { names.name(of: uid) }
    mutating func name(of tag: Tag) -> String { names.name(of: tag) }

    mutating func member(_ name: String, _ frame: FrameNumber) { member(name, frame.rawValue) }

    /// Seconds, to the microsecond.
    mutating func member(_ name: String, seconds: Double?) { member(name, number: seconds, places: 6) }

    mutating func member(_ name: String, number: Double?, places: Int) {
        key(name)
        if let number { raw(decimal(number, places: places)) } else { null() }
    }

    mutating func member(_ name: String, object members: (inout JSONWriter) -> Void) {
        key(name)
        object(members)
    }

    mutating func member<Elements: Sequence>(
        _ name: String, array elements: Elements, _ write: (inout JSONWriter, Elements.Element) -> Void
    ) {
        key(name)
        array(elements, write)
    }

    /// A list that has a limit: `name`, and how many found no room in it as `nameNotKept`.
    mutating func member<Elements: Sequence>(
        _ name: String, array elements: Elements, notKept: Int, _ write: (inout JSONWriter, Elements.Element) -> Void
    ) {
        member(name, array: elements, write)
        member(name + "NotKept", notKept)
    }
}
