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
    var sexes: Set<String> = []
    var series: [String: Series] = [:]
    var repeatedInstances = 0
    var changedInstances = 0
    var worklistPatientID: String?
    var worklistAccession: String?
    var worklistName: String?
    var worklistWasSeen = false
    var isFromWorklist = false
    var first: FactEvidence
    /// The first that contradicts what came before.
    var odd: FactEvidence?

    /// Different values of what is one for a series (PS3.3 §C.7.3.1, §C.7.4.1).
    struct Series {
        var modalities: Set<String> = []
        var numbers: Set<String> = []
        var framesOfReference: Set<String> = []
        var lateralities: Set<String> = []
    }

    init(_ study: String, first: FactEvidence, _ parties: Finding.Parties) {
        self.study = study
        self.parties = parties
        self.first = first
    }

    func add(_ association: Association) {
        if associations.count < 64, associations.last != association.serial { associations.append(association.serial) }
    }

    /// A name with question marks in a row where another, of another object or of the worklist, has characters beyond
    /// ASCII.
    var hasLostCharacters: Bool {
        let names = patientNames.union(worklistName.map { [$0] } ?? [])
        return names.contains { $0.contains("??") } && names.contains { !$0.utf8.allSatisfy { $0 < 0x80 } }
    }

    func seriesWithSeveral(_ values: KeyPath<Series, Set<String>>) -> Value {
        Value(series.values.count { $0[keyPath: values].count > 1 })
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
            .fact(
                "hasLostCharacters", .boolean,
                "A Patient's Name has `??` where another object of it, or the worklist, has characters beyond ASCII."
            ) { (r: StudyFacts) in Value(r.hasLostCharacters) },
            .fact("birthDates", .integer, "Different values of Patient's Birth Date.") { (r: StudyFacts) in
                Value(r.birthDates.count)
            },
            .fact("sexes", .integer, "Different values of Patient's Sex.") { (r: StudyFacts) in Value(r.sexes.count) },
            .fact("accessionNumbers", .integer, "Different values of Accession Number.") { (r: StudyFacts) in
                Value(r.accessions.count)
            },
            .fact("studyDates", .integer, "Different values of Study Date.") { (r: StudyFacts) in Value(r.dates.count)
            },
            .fact("seriesWithSeveralModalities", .integer, "Series with more than one Modality.") { (r: StudyFacts) in
                r.seriesWithSeveral(\.modalities)
            },
            .fact("seriesWithSeveralNumbers", .integer, "Series with more than one Series Number.") { (r: StudyFacts) in
                r.seriesWithSeveral(\.numbers)
            },
            .fact(
                "seriesWithSeveralFramesOfReference", .integer, "Series with more than one Frame of Reference UID."
            ) { (r: StudyFacts) in r.seriesWithSeveral(\.framesOfReference) },
            .fact("seriesWithSeveralLateralities", .integer, "Series with more than one Laterality.") {
                (r: StudyFacts) in r.seriesWithSeveral(\.lateralities)
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
