import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import RuleExpression
import Wording

/// Masks for one report, with the tokens that a timeline of the same capture has.
final class ReportMask {
    private let mask: PatientMask
    /// Names of patients as the capture has them, for what repeats them: file names.
    private var names: Set<String> = []

    init(_ mask: PatientMask) { self.mask = mask }

    /// Takes notice of everybody in an association, before anything of it is shown.
    func meet(_ association: Association) {
        guard !mask.showsPatientData else { return }
        mask.meet(association)
        for operation in association.operations where names.count < Self.mostNames {
            if let name = operation.request?.dataSet?.text(.patientName) { note(name: name) }
            for response in operation.responses.prefix(Self.mostResponses) {
                if let name = response.dataSet?.text(.patientName) { note(name: name) }
            }
        }
    }

    func note(name: String) { names.insert(name) }

    /// What rules show of an identity.
    func shown(_ identity: Identity) -> String { mask.shown(identity) }

    func shown(_ text: String?, of tag: Tag) -> String? {
        text.flatMap { $0.isEmpty ? nil : mask.shown($0, of: tag) }
    }

    /// An error comment, which may repeat whose data was refused.
    func comment(of response: DIMSEMessage, request: DIMSEMessage?) -> String? {
        guard let comment = response.command.errorComment, !comment.isEmpty else { return nil }
        return mask.showsPatientData ? comment : PatientData.hide(request?.patientValues ?? [], in: comment)
    }

    /// A file's name or a command line, which may have a patient's name in it.
    func fileName(_ text: String) -> String {
        guard !mask.showsPatientData else { return text }
        let lower = text.lowercased()
        var found: Set<String> = []
        for name in names {
            for part in name.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber })
            where part.count >= Self.shortestPart && lower.contains(part) {
                found.insert(String(part))
            }
        }
        // The longest first, of which others may be parts.
        return found.sorted { ($1.count, $0) < ($0.count, $1) }.reduce(text) { text, part in
            text.replacing(Regex<Substring>(verbatim: part).ignoresCase(), with: "[masked]")
        }
    }

    /// Shorter parts of names stand in too many words that are no one's.
    private static let shortestPart = 4
    private static let mostNames = 4_096
    private static let mostResponses = 100
}
