import DICOMDataSet
import DICOMDictionary

/// Attribute matching as far as an observer can judge it (PS3.4 §C.2.2.2): what no way of matching that the standard
/// leaves open, in case, accents or name components, would have matched.
enum QueryMatching {
    /// A key with another value than was asked for.
    struct Contradiction {
        var tag: Tag
        var asked: String
        var found: String
    }

    struct Comparison {
        /// Keys that narrow the query and that the match fulfils.
        var fitting = 0
        var contradictions: [Contradiction] = []
    }

    /// Keys without a value match everything; so does what the match does not have.
    static func compare(
        _ match: [DataSetSummary.Attribute], with identifier: [DataSetSummary.Attribute], fuzzyNames: Bool = false
    ) -> Comparison {
        var comparison = Comparison()
        for key in identifier where !key.text.isEmpty && !keysOnly.contains(key.tag) {
            guard let value = match.first(where: { $0.tag == key.tag && $0.sequence == key.sequence }),
                !value.text.isEmpty, value.text.utf8.count <= longest, key.text.utf8.count <= longest,
                !hasSeveralItems(key.sequence, match), !hasSeveralItems(key.sequence, identifier),
                !(fuzzyNames && key.tag.dictionaryVR == .personName),
                let isMatch = matches(value.text, key.text, key.tag.dictionaryVR)
            else { continue }
            if !isMatch {
                comparison.contradictions.append(Contradiction(tag: key.tag, asked: key.text, found: value.text))
            } else if !key.text.allSatisfy({ $0 == "*" }) {
                comparison.fitting += 1
            }
        }
        return comparison
    }

    /// Longer values are compared by nobody.
    private static let longest = 256

    /// These are no matching keys.
    private static let keysOnly: Set<Tag> = [
        .specificCharacterSet, .queryRetrieveLevel, .retrieveAETitle, Tag(0x0008, 0x0056), Tag(0x0008, 0x0201),
    ]

    /// Of which the first only is known.
    private static func hasSeveralItems(_ sequence: Tag?, _ attributes: [DataSetSummary.Attribute]) -> Bool {
        guard let sequence, let items = attributes.first(where: { $0.tag == sequence && $0.sequence == nil }) else {
            return false
        }
        return items.text != "1"
    }

    /// `nil` where it cannot be told.
    private static func matches(_ value: String, _ key: String, _ vr: VR) -> Bool? {
        switch vr {
        case .sequence, .time, .dateTime: nil
        case .date: range(value, key, digits: 8)
        case _ where isPlain(key) && value == key: true
        case .uniqueIdentifier:
            key.contains("*") ? nil : !Set(parts(key)).isDisjoint(with: parts(value))
        case .personName: name(value, key)
        default:
            // A list stands for its values, and a match may have several.
            parts(key).contains { key in parts(value).contains { isLike(folded($0), folded(key)) } }
        }
    }

    /// One value in ASCII without wild cards: it matches itself, whatever the rest may say.
    private static func isPlain(_ key: String) -> Bool {
        key.utf8.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "*") && $0 != UInt8(ascii: "\\") }
    }

    private static func parts(_ text: String) -> [String] {
        text.split(separator: "\\").map { String($0.drop { $0 == " " }) }
    }

    /// PS3.4 §C.2.2.2.5.
    private static func range(_ value: String, _ key: String, digits: Int) -> Bool? {
        func isDate(_ text: Substring) -> Bool { text.utf8.count == digits && text.allSatisfy(\.isNumber) }
        let bounds = key.split(separator: "-", omittingEmptySubsequences: false)
        guard isDate(value[...]), (1...2).contains(bounds.count), bounds.allSatisfy({ $0.isEmpty || isDate($0) })
        else { return nil }
        if bounds.count == 1 { return bounds[0] == value }
        return (bounds[0].isEmpty || bounds[0] <= value) && (bounds[1].isEmpty || bounds[1] >= value)
    }

    /// Each word of the key begins some word of the name. Names in other scripts can be written in several ways.
    private static func name(_ value: String, _ key: String) -> Bool? {
        guard value.utf8.allSatisfy({ $0 < 0x80 }), key.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        func words(_ text: String) -> [String] {
            folded(text).utf8.split { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"),
                    UInt8(ascii: "?"):
                    false
                default: true
                }
            }.map { String(decoding: $0, as: UTF8.self) }
        }
        let names = words(value)
        return words(key).allSatisfy { word in names.contains { isLike($0, word + "*") } }
    }

    private static func folded(_ text: String) -> String {
        let isSpace: (UInt8) -> Bool = { $0 == UInt8(ascii: " ") }
        guard let first = text.utf8.firstIndex(where: { !isSpace($0) }),
            let last = text.utf8.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return text[first...last].lowercased()
    }

    /// Wild card matching (PS3.4 §C.2.2.2.4), in time linear in the value for each wild card at most.
    private static func isLike(_ value: String, _ pattern: String) -> Bool {
        let (value, pattern) = (Array(value), Array(pattern))
        var (place, part) = (0, 0)
        var star: (part: Int, place: Int)?
        while place < value.count {
            if part < pattern.count, pattern[part] == "*" {
                star = (part, place)
                part += 1
            } else if part < pattern.count, pattern[part] == "?" || pattern[part] == value[place] {
                part += 1
                place += 1
            } else if let last = star {
                star = (last.part, last.place + 1)
                (part, place) = (last.part + 1, last.place + 1)
            } else {
                return false
            }
        }
        return pattern[part...].allSatisfy { $0 == "*" }
    }
}

extension QueryMatching.Contradiction {
    /// `Study Date 20260102 instead of 20260101`; of what tells who somebody is, the name alone.
    var description: String {
        let name = tag.dictionaryEntry?.name ?? "\(tag)"
        return PatientData.contains(tag, tag.dictionaryVR) ? name : "\(name) \(found) instead of \(asked)"
    }
}
