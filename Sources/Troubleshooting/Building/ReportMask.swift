import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import RuleExpression
import Wording

/// Masks for one report, with the tokens that a timeline of the same capture has.
final class ReportMask {
    private let mask: PatientMask
    /// Of UIDs apart: however many objects there are, they take no patient's token.
    private let uids: PatientMask
    /// Hashes of UIDs of studies, series and objects as the capture has them, for prose that repeats them.
    private var met: Set<Int> = []
    private let files: FileNameMask

    init(_ mask: PatientMask) {
        self.mask = mask
        uids = PatientMask(showsPatientData: mask.showsPatientData)
        files = FileNameMask(showsPatientData: mask.showsPatientData)
    }

    /// Takes notice of everybody in an association, before anything of it is shown.
    func meet(_ association: Association) {
        guard !mask.showsPatientData else { return }
        mask.meet(association)
        files.ended(association)
        for operation in association.operations {
            if let request = operation.request { meet(request) }
            for response in operation.responses.prefix(Self.mostResponses) { meet(response) }
        }
    }

    private func meet(_ message: DIMSEMessage) {
        let data = message.dataSet
        guard met.count < Self.mostUIDs else { return }
        if let uid = message.command.sopInstanceUID { note(uid: uid.rawValue) }
        for tag in Self.ofPatients { note(uids: data?.text(tag)) }
        // Where the study does not stand at the top, it stands in an item, as in a procedure step.
        guard let data, data.text(.studyInstanceUID) == nil else { return }
        for attribute in data.attributes where attribute.sequence != nil {
            if Self.ofPatients.contains(attribute.tag) || attribute.tag == .referencedSOPInstanceUID {
                note(uids: attribute.text)
            }
        }
    }

    /// A query may ask for several (PS3.4 §C.2.2.2.2).
    private func note(uids: String?) {
        guard let uids else { return }
        guard uids.utf8.contains(UInt8(ascii: "\\")) else { return note(uid: uids) }
        for uid in uids.split(separator: "\\") { note(uid: String(uid)) }
    }

    private func note(uid: String) {
        if !uid.isEmpty, UID(rawValue: uid).name == nil { met.insert(uid.hashValue) }
    }

    func note(name: String) { files.note(name: name) }

    /// What rules show of an identity.
    func shown(_ identity: Identity) -> String { mask.shown(identity) }

    func shown(_ text: String?, of tag: Tag) -> String? {
        text.flatMap { $0.isEmpty ? nil : mask.shown($0, of: tag) }
    }

    /// `UID-7` for the UID of a study, a series or an object: whoever has the archive finds the patient by it (PS3.15
    /// Table E.1-1). Those the standard gives to everybody, as that of storage commitment, stay.
    func shown(instance uid: String) -> String {
        mask.showsPatientData || UID(rawValue: uid).name != nil ? uid : uids.masked(uid, as: "UID")
    }

    /// What a rule says, which may repeat the UID of a study, a series or an object.
    func shown(prose text: String) -> String {
        guard !mask.showsPatientData, text.utf8.contains(0x2E) else { return text }
        var shown = ""
        var rest = text[...]
        while let first = rest.firstIndex(where: Self.isOfUID) {
            shown += rest[..<first]
            rest = rest[first...]
            let run = rest.prefix(while: Self.isOfUID)
            // A full stop may end the sentence.
            let uid = String(run.last == "." ? run.dropLast() : run)
            shown += met.contains(uid.hashValue) ? uids.masked(uid, as: "UID") : uid
            if run.last == "." { shown += "." }
            rest = rest[run.endIndex...]
        }
        return shown + rest
    }

    private static func isOfUID(_ sign: Character) -> Bool { sign == "." || sign.isASCII && sign.isNumber }

    /// An error comment, which may repeat whose data was refused.
    func comment(of response: DIMSEMessage, request: DIMSEMessage?) -> String? {
        guard let comment = response.command.errorComment, !comment.isEmpty else { return nil }
        return mask.showsPatientData ? comment : PatientData.hide(request?.patientValues ?? [], in: comment)
    }

    /// A file's name or a command line, which may have a patient's name in it.
    func fileName(_ text: String) -> String { files.shown(text) }

    private static let mostUIDs = 262_144
    private static let ofPatients: [Tag] = [.sopInstanceUID, .studyInstanceUID, .seriesInstanceUID]
    private static let mostResponses = 100
}
