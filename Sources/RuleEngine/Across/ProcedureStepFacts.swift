import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import Evidence
import RuleExpression

/// A modality performed procedure step by its SOP instance: its N-CREATE and N-SETs, wherever they were.
final class ProcedureStepFacts: CaptureRecord {
    let instance: String
    /// Of the association it was first seen in.
    let parties: Finding.Parties
    private(set) var associations: [Int] = []
    var creates = 0
    var createsSucceeded = 0
    var createStatus: String?
    var sets = 0
    /// Attributes of the N-CREATE, among those kept of data sets; `nil` where it was not seen whole.
    var created: Set<Tag>?
    var notCreated: Set<Tag> = []
    var finalStatus: String?
    var setsAfterFinal = 0
    var setStatuses: [UInt16] = []
    var study: String?
    var accession: String?
    var worklistAccession: String?
    var endDate: String?
    var performedSeries: Int?
    var firstTime: Timestamp?
    var lastTime: Timestamp?
    var station: String?
    var storedInstances = 0
    var studyFromWorklist = false
    var worklistWasSeen = false
    private(set) var places: [FactEvidence] = []
    let captureEnd: () -> Timestamp?

    init(_ instance: String, _ parties: Finding.Parties, captureEnd: @escaping () -> Timestamp?) {
        self.instance = instance
        self.parties = parties
        self.captureEnd = captureEnd
    }

    func add(_ place: FactEvidence, in association: Association) {
        if places.count < 64 { places.append(place) } else { places[63] = place }
        if associations.count < 64, associations.last != association.serial { associations.append(association.serial) }
    }

    /// Its messages: the first ones and the last.
    var evidence: [FactEvidence] { places.count > 8 ? places.prefix(7) + places.suffix(1) : places }
}

extension RecordType {
    static let procedureStep: RecordType = RecordType(
        "ProcedureStep",
        "A modality performed procedure step by its SOP instance, at the capture's end (PS3.4 Annex F).",
        [
            .fact("instance", .uid, "Its SOP instance UID.") { (r: ProcedureStepFacts) in Value(r.instance) },
            .fact("creates", .integer, "N-CREATE requests.") { (r: ProcedureStepFacts) in Value(r.creates) },
            .fact("createsSucceeded", .integer, "Those answered with success or a warning.") {
                (r: ProcedureStepFacts) in
                Value(r.createsSucceeded)
            },
            .fact("createStatus", .text, "Performed Procedure Step Status of the N-CREATE.") {
                (r: ProcedureStepFacts) in
                Value(r.createStatus)
            },
            .fact("sets", .integer, "N-SET requests.") { (r: ProcedureStepFacts) in Value(r.sets) },
            .fact(
                "notCreated", .list(.text),
                "Attributes an N-SET has and the N-CREATE had not, among those kept of data sets; unknown where the "
                    + "N-CREATE was not seen whole."
            ) { (r: ProcedureStepFacts) in
                r.created == nil
                    ? .unknown : Value(r.notCreated.sorted().map { $0.dictionaryEntry?.name ?? "\($0)" })
            },
            .fact("finalStatus", .text, "COMPLETED or DISCONTINUED, where an N-SET says so.") {
                (r: ProcedureStepFacts) in
                Value(r.finalStatus)
            },
            .fact("setsAfterFinal", .integer, "N-SET requests after that.") { (r: ProcedureStepFacts) in
                Value(r.setsAfterFinal)
            },
            .fact("hasEndDate", .boolean, "Some N-SET or N-CREATE gives an end date.") { (r: ProcedureStepFacts) in
                Value(!(r.endDate ?? "").isEmpty)
            },
            .fact("performedSeries", .integer, "Items in Performed Series Sequence of the last message that has it.") {
                (r: ProcedureStepFacts) in Value(r.performedSeries)
            },
            .fact("studyInstanceUID", .uid, "Of the first scheduled step attributes item.") { (r: ProcedureStepFacts) in
                Value(r.study)
            },
            .fact("station", .text, "Performed Station AE Title.") { (r: ProcedureStepFacts) in Value(r.station) },
            .fact(
                "studyIsFromWorklist", .boolean,
                "That study UID was in a worklist answer; absent where none was seen before."
            ) {
                (r: ProcedureStepFacts) in Value(r.worklistWasSeen ? r.studyFromWorklist : nil)
            },
            .fact(
                "contradictsWorklistAccession", .boolean,
                "Its Accession Number is another than the worklist's for the same study; absent where either is not known."
            ) { (r: ProcedureStepFacts) in
                Value(r.accession.flatMap { own in r.worklistAccession.map { $0 != own } })
            },
            .fact("storedInstances", .integer, "C-STORE requests for that study in the capture.") {
                (r: ProcedureStepFacts) in
                Value(r.storedInstances)
            },
            .fact("openSince", .duration, "From its creation to the capture's end where it was not finished.") {
                (r: ProcedureStepFacts) in
                Value(
                    r.finalStatus != nil
                        ? nil : r.firstTime.flatMap { start in r.captureEnd().map { $0.seconds(since: start) } })
            },
        ])
}
