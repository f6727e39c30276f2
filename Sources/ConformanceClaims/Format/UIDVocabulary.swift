import DICOMDictionary
import RuleExpression

/// Which UIDs a list may name, by keyword or number.
enum UIDVocabulary: Sendable {
    case sopClass, transferSyntax
    /// Of a set, which serves either.
    case either
    case applicationContext

    func includes(_ type: UIDType) -> Bool {
        switch self {
        case .sopClass: type == .sopClass || type == .metaSOPClass
        case .transferSyntax: type == .transferSyntax
        case .either: type == .sopClass || type == .metaSOPClass || type == .transferSyntax
        case .applicationContext: type == .applicationContextName
        }
    }

    var noun: String {
        switch self {
        case .sopClass: "SOP class"
        case .transferSyntax: "transfer syntax"
        case .either: "SOP class or transfer syntax"
        case .applicationContext: "application context"
        }
    }

    /// Keywords of the registry, in its order.
    var keywords: [String] {
        switch self {
        case .sopClass: Self.sopClassKeywords
        case .transferSyntax: Self.transferSyntaxKeywords
        case .either: Self.sopClassKeywords + Self.transferSyntaxKeywords
        case .applicationContext: []
        }
    }

    private static let sopClassKeywords = keywords(.sopClass)
    private static let transferSyntaxKeywords = keywords(.transferSyntax)

    private static func keywords(_ vocabulary: UIDVocabulary) -> [String] {
        UID.registeredKeywords.filter { keyword in
            !keyword.isEmpty && (UID(keyword: keyword)?.type).map(vocabulary.includes) == true
        }
    }

    /// The UID that a keyword or a number names; `nil` for what names none of these.
    func uid(_ text: String) -> UID? {
        let uid = UID(keyword: text) ?? UID(rawValue: text)
        if let type = uid.type { return includes(type) ? uid : nil }
        return Self.isWellFormed(text) ? uid : nil
    }

    /// Why it names none.
    func objection(to text: String) -> (message: String, suggestion: String?) {
        let uid = UID(keyword: text) ?? UID(rawValue: text)
        if uid.type != nil {
            return ("\(quoted(text)) is \(uid.name ?? uid.rawValue), and no \(noun)", nil)
        }
        if text.utf8.allSatisfy({ $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0) }) {
            return (
                "\(quoted(text)) is no UID: numbers without leading zeros between dots, 64 characters (PS3.5 §9.1)", nil
            )
        }
        return ("\(quoted(text)) is the keyword of no \(noun)", nearest(to: text))
    }

    /// The keyword whose name was written instead, or the one that is spelt most alike.
    private func nearest(to text: String) -> String? {
        guard text.utf8.count <= 100 else { return nil }
        let letters = Self.letters(of: text)
        if let keyword = keywords.first(where: { Self.letters(of: UID(keyword: $0)?.name ?? "") == letters }) {
            return keyword
        }
        return nearestName(to: text.filter { !$0.isWhitespace }, among: keywords)
    }

    private static func letters(of name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    /// PS3.5 §9.1.
    private static func isWellFormed(_ text: String) -> Bool {
        let components = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 64 && components.count > 1
            && components.allSatisfy { component in
                !component.isEmpty && component.utf8.allSatisfy { (0x30...0x39).contains($0) }
                    && (component.utf8.count == 1 || component.utf8.first != 0x30)
            }
    }
}

/// Words of a file in a message, cut where they are long.
func quoted(_ text: String) -> String { text.count > 60 ? "'\(text.prefix(60))…'" : "'\(text)'" }
