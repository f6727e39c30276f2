import AssociationTimeline
import DICOMDictionary

/// Masks names of patients in what repeats them: names of files, a command line.
package final class FileNameMask: AssociationReceiver {
    private let showsPatientData: Bool
    /// As the capture has them.
    private var names: Set<String> = []

    package init(showsPatientData: Bool) { self.showsPatientData = showsPatientData }

    /// Takes notice of everybody in the association.
    package func ended(_ association: Association) {
        guard !showsPatientData else { return }
        for operation in association.operations where names.count < Self.mostNames {
            if let name = operation.request?.dataSet?.text(.patientName) { note(name: name) }
            for response in operation.responses.prefix(Self.mostResponses) {
                if let name = response.dataSet?.text(.patientName) { note(name: name) }
            }
        }
    }

    package func note(name: String) { names.insert(name) }

    /// What is shown of a file's name or a command line, when all associations have ended.
    package func shown(_ text: String) -> String {
        guard !showsPatientData else { return text }
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
