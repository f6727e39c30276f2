import DICOMDictionary

/// Writes a drafted statement as a claims file. A claim the same traffic contradicts is left out: the product did both.
struct DraftWriter {
    let statement: ConformanceStatement
    private let number: (Int) -> Int?
    private(set) var judged: [Key: JudgedClaim] = [:]
    private var lines: [Line] = []

    struct Line {
        var text: String
        var comment: String?
    }

    /// What tells a claim from others, whatever its place and name.
    struct Key: Hashable {
        var entity: Int?
        var service: Int?
        var sopClass: UID?
        var role: ServiceRole?
        var aspect: ClaimAspect
    }

    init(_ statement: ConformanceStatement, _ check: ClaimsCheck, _ number: @escaping (Int) -> Int?) {
        self.statement = statement
        self.number = number
        for claim in check.claims {
            let stated = claim.claim
            judged[
                Key(
                    entity: stated.entity, service: stated.service, sopClass: stated.sopClass, role: stated.role,
                    aspect: stated.aspect)] = claim
        }
    }

    mutating func file(source: String) -> String {
        add("# Drafted by auscult from what \(Self.printable(source)) shows. Each entry tells how often it was seen")
        add("# and where first. Compare it with the vendor's document, and add what the capture does not show.")
        add("claims: 1")
        add("product:")
        add("  name: " + YAMLScalar.text(statement.product.name))
        add("match:")
        add("  ae_titles: " + list(statement.match.aeTitles.map(\.value.description)))
        add("entities:")
        for index in statement.entities.indices { write(entity: index) }
        product()
        return text
    }

    /// Comments stand in one column where lines are short.
    private var text: String {
        let width = lines.lazy.filter { $0.comment != nil }.map(\.text.count).filter { $0 <= 56 }.max() ?? 0
        return lines.reduce(into: "") { text, line in
            text += line.text
            if let comment = line.comment {
                text += String(repeating: " ", count: max(2, width + 2 - line.text.count)) + "# " + comment
            }
            text += "\n"
        }
    }

    mutating func add(_ text: String, _ comment: String? = nil) {
        lines.append(Line(text: text, comment: comment))
    }

    /// A comment ends with its line, whatever a file is called.
    private static func printable(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.map { (" "..."~").contains($0) ? $0 : "?" }))
    }

    func list(_ items: [String]) -> String { "[" + items.map(YAMLScalar.text).joined(separator: ", ") + "]" }

    func evidence(_ judgement: Judgement) -> String? {
        guard let place = judgement.evidence else { return nil }
        let times = judgement.count == 1 ? "once, in" : "\(judgement.count) times, first in"
        return "\(times) frame \(place.frame.rawValue)"
            + (number(place.association).map { " (association \($0))" } ?? "")
    }

    func comment(_ claim: JudgedClaim) -> String? {
        guard let use = claim.use else { return evidence(claim.judgement) }
        let negotiated = evidence(claim.judgement).map { "negotiated " + $0 }
        return negotiated.map { $0 + (evidence(use).map { "; used " + $0 } ?? "; never used") }
    }

    func isContradicted(_ claim: JudgedClaim) -> Bool {
        claim.judgements.contains { $0.verdict == .contradicted }
    }

    /// A line for a claim, unless the traffic contradicts it.
    mutating func add(_ indent: Int, _ text: String, of key: Key, name: String) {
        let space = String(repeating: " ", count: indent)
        guard let claim = judged[key] else { return add(space + text) }
        if isContradicted(claim) {
            let place = claim.judgements.first { $0.verdict == .contradicted }?.evidence
            return add(
                "\(space)# \(name): seen in more than one way"
                    + (place.map { "; see frame \($0.frame.rawValue)" } ?? ""))
        }
        add(space + text, comment(claim))
    }

    /// `name: value`
    mutating func add(_ indent: Int, _ name: String, _ value: String?, _ aspect: ClaimAspect, entity: Int?) {
        guard let value else { return }
        add(indent, "\(name): \(value)", of: Key(entity: entity, aspect: aspect), name: name)
    }

    /// A mapping or list, if it gets anything in it.
    mutating func group(_ indent: Int, _ name: String, _ body: (inout DraftWriter) -> Void) {
        let place = lines.count
        body(&self)
        guard lines[place...].contains(where: { !$0.text.drop(while: { $0 == " " }).hasPrefix("#") }) else { return }
        lines.insert(Line(text: String(repeating: " ", count: indent) + name + ":"), at: place)
    }
}
