import AssociationTimeline
import Evidence
import RuleExpression

/// What C-STORE requests say of one study, series by series.
final class StudyFacts: CaptureRecord {
    let study: String
    /// Of the association it was first seen in.
    let parties: Finding.Parties
    private(set) var associations: [Int] = []
    var instances = 0
    var patientIDs: Set<String> = []
    var patientNames: Set<String> = []
    var birthDates: Set<String> = []
    var accessions: Set<String> = []
    var dates: Set<String> = []
    var seriesModalities: [String: Set<String>] = [:]
    var seriesNumbers: [String: Set<String>] = [:]
    var repeatedInstances = 0
    var changedInstances = 0
    var worklistPatientID: String?
    var worklistAccession: String?
    var worklistWasSeen = false
    var isFromWorklist = false
    var first: FactEvidence
    /// The first that contradicts what came before.
    var odd: FactEvidence?

    init(_ study: String, first: FactEvidence, _ parties: Finding.Parties) {
        self.study = study
        self.parties = parties
        self.first = first
    }

    func add(_ association: Association) {
        if associations.count < 64, associations.last != association.serial { associations.append(association.serial) }
    }

    var evidence: [FactEvidence] { [first] + (odd.map { [$0] } ?? []) }
}

extension RecordType {
    static let study: RecordType = RecordType(
        "Study", "What the C-STORE requests of the whole capture say of one study, at the capture's end.",
        [
            .fact("studyInstanceUID", .uid, "Its UID.") { (r: StudyFacts) in Value(r.study) },
            .fact("instances", .integer, "C-STORE requests for it.") { (r: StudyFacts) in Value(r.instances) },
            .fact("patientIDs", .integer, "Different values of Patient ID.") { (r: StudyFacts) in
                Value(r.patientIDs.count)
            },
            .fact("patientNames", .integer, "Different values of Patient's Name.") { (r: StudyFacts) in
                Value(r.patientNames.count)
            },
            .fact("birthDates", .integer, "Different values of Patient's Birth Date.") { (r: StudyFacts) in
                Value(r.birthDates.count)
            },
            .fact("accessionNumbers", .integer, "Different values of Accession Number.") { (r: StudyFacts) in
                Value(r.accessions.count)
            },
            .fact("studyDates", .integer, "Different values of Study Date.") { (r: StudyFacts) in Value(r.dates.count)
            },
            .fact("seriesWithSeveralModalities", .integer, "Series with more than one Modality.") { (r: StudyFacts) in
                Value(r.seriesModalities.values.count { $0.count > 1 })
            },
            .fact("seriesWithSeveralNumbers", .integer, "Series with more than one Series Number.") { (r: StudyFacts) in
                Value(r.seriesNumbers.values.count { $0.count > 1 })
            },
            .fact(
                "repeatedInstances", .integer,
                "C-STORE requests for an instance that the same receiver had stored before."
            ) {
                (r: StudyFacts) in Value(r.repeatedInstances)
            },
            .fact(
                "changedInstances", .integer,
                "Those whose data set has another length or number of elements in the same transfer syntax."
            ) {
                (r: StudyFacts) in Value(r.changedInstances)
            },
            .fact(
                "isFromWorklist", .boolean, "Its UID was in a worklist answer; absent where no answer was seen before."
            ) {
                (r: StudyFacts) in Value(r.worklistWasSeen ? r.isFromWorklist : nil)
            },
            .fact(
                "contradictsWorklistPatientID", .boolean,
                "Patient ID is another than the worklist's for the same study."
            ) {
                (r: StudyFacts) in Value(r.worklistPatientID.map { id in !r.patientIDs.contains(id) })
            },
            .fact(
                "contradictsWorklistAccession", .boolean,
                "Accession Number is another than the worklist's for the same study."
            ) {
                (r: StudyFacts) in Value(r.worklistAccession.map { number in !r.accessions.contains(number) })
            },
        ])
}
