import DICOMDictionary
import RuleExpression

/// An attribute, and for one inside sequences also those around it, outermost first.
public struct AttributePath: Hashable, Sendable, CustomStringConvertible {
    public var tags: [Tag]

    init(tags: [Tag]) { self.tags = tags }

    /// Keywords or tags, `>` or `.` between them: `PatientName`, `(0010,0010)`, `00100010`,
    /// `ScheduledProcedureStepSequence>Modality`.
    public init?(_ text: String) {
        tags = []
        for part in Self.parts(of: text) {
            guard let tag = Self.tag(of: part) else { return nil }
            tags.append(tag)
        }
        guard !tags.isEmpty else { return nil }
    }

    static func parts(of text: String) -> [String] {
        text.split(whereSeparator: { $0 == ">" || $0 == "." }).map { String($0.filter { !$0.isWhitespace }) }
    }

    static func tag(of part: String) -> Tag? {
        if let tag = Tag(keyword: part) { return tag }
        let digits = part.filter { $0 != "(" && $0 != ")" && $0 != "," }
        guard digits.count == 8, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) else { return nil }
        return UInt32(digits, radix: 16).map { Tag(rawValue: $0) }
    }

    /// The keyword spelt most alike, of those with the same first letter.
    static func nearest(to part: String) -> String? {
        guard part.utf8.count <= 100, let first = part.first?.lowercased() else { return nil }
        return nearestName(to: part, among: Tag.dictionaryKeywords.filter { $0.first?.lowercased() == first })
    }

    /// `ScheduledProcedureStepSequence>Modality`
    public var description: String {
        tags.map { tag in
            let keyword = tag.dictionaryEntry?.keyword ?? ""
            return keyword.isEmpty || tag.isPrivate || tag.isGroupLength ? tag.description : keyword
        }.joined(separator: ">")
    }
}
