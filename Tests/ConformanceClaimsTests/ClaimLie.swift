import ConformanceClaims
import Testing

/// A small statement that is true of the captures, and one that is false in claims of one kind.
struct ClaimLie: Sendable, CustomTestStringConvertible {
    struct Statement: Sendable {
        var match: String
        var entity = ""
        var product = ""

        var yaml: String {
            let fields = entity.isEmpty ? "" : ", " + entity
            return "claims: 1\nproduct: {name: P}\nmatch: {\(match)}\nentities:\n  - {name: P\(fields)}\n\(product)\n"
        }
    }

    var kind: ClaimKind
    var captures: [String]
    var truth: Statement
    var falsehood: Statement
    /// Where the same words are false; `nil`: in the same captures others are.
    var falseIn: [String]?
    /// Of some claims traffic can show that they are false, and hardly that they are true.
    var canBeConfirmed = true

    var testDescription: String { "\(kind)" }

    static let modality = "ae_titles: [MODALITY]"
    static let archive = "ae_titles: [ARCHIVE]"
    /// Those who have no AE title on the wire: TLS, and calls that nobody answers.
    static let caller = "endpoints: [192.0.2.10]"
    static let called = "endpoints: [192.0.2.20]"

    static func entity(
        _ kind: ClaimKind, _ captures: [String], _ match: String, _ truth: String, _ falsehood: String,
        product: String = "", canBeConfirmed: Bool = true
    ) -> ClaimLie {
        ClaimLie(
            kind: kind, captures: captures, truth: Statement(match: match, entity: truth, product: product),
            falsehood: Statement(match: match, entity: falsehood, product: product), canBeConfirmed: canBeConfirmed)
    }

    static func association(
        _ kind: ClaimKind, _ captures: [String], _ match: String, _ truth: String, _ falsehood: String,
        product: String = "", canBeConfirmed: Bool = true
    ) -> ClaimLie {
        entity(
            kind, captures, match, "association: {\(truth)}", "association: {\(falsehood)}", product: product,
            canBeConfirmed: canBeConfirmed)
    }

    static func product(
        _ kind: ClaimKind, _ captures: [String], _ match: String, _ truth: String, _ falsehood: String
    ) -> ClaimLie {
        ClaimLie(
            kind: kind, captures: captures, truth: Statement(match: match, product: truth),
            falsehood: Statement(match: match, product: falsehood))
    }

    /// - Parameter sop: with its roles: `CTImageStorage SCU`.
    static func service(
        _ kind: ClaimKind, _ capture: String, _ match: String, _ sop: String, _ truth: String, _ falsehood: String,
        falseIn: [String]? = nil
    ) -> ClaimLie {
        let words = sop.split(separator: " ")
        func services(_ fields: String) -> String {
            "services: [{sop: \(words[0]), roles: \(words[1]), \(fields)}]"
        }
        var lie = entity(kind, [capture], match, services(truth), services(falsehood))
        lie.falseIn = falseIn
        return lie
    }

    static let all = ofProduct + ofEntity + ofAssociation + ofTime + ofRejections + ofFailures + ofServices + ofObjects
}
