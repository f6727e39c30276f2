import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import RuleEngine
import Wording

/// Ties operations of many associations together: by study, accession number, transaction, procedure step and instance.
struct WorkflowAccumulator {
    private struct Thread {
        var study: String?
        var accession: String?
        var patient: String?
        var legs: [(leg: WorkflowThread.Leg, serial: Int)] = []
        var legsNotKept = 0
        /// A C-MOVE counted objects, and not one C-STORE of it was seen.
        var retrieved = 0
    }

    private var threads: [Thread] = []
    private var byStudy: [String: Int] = [:]
    private var byAccession: [String: Int] = [:]
    private var byTransaction: [String: Int] = [:]
    private var byProcedureStep: [String: Int] = [:]
    /// By hash of the SOP Instance UID.
    private var byInstance: [Int: Int] = [:]
    private var notKept = 0
    private var legs = 0
    private let limits: ReportOptions.Limits

    init(limits: ReportOptions.Limits) { self.limits = limits }

    mutating func add(_ association: Association, mask: ReportMask) {
        for operation in association.operations {
            switch operation.kind {
            case .cStoreRQ: addStore(operation, association, mask)
            case .cFindRQ: addQuery(operation, association, mask)
            case .cMoveRQ, .cGetRQ: addRetrieval(operation, association, mask)
            case .nCreateRQ, .nSetRQ: addProcedureStep(operation, association, mask)
            case .nActionRQ, .nEventReportRQ: addCommitment(operation, association)
            default: break
            }
        }
    }

    private mutating func thread(
        study: String?, accession: String?, data: DataSetSummary?, mask: ReportMask
    ) -> Int? {
        let study = study.flatMap { $0.isEmpty ? nil : $0 }
        let accession = accession.flatMap { $0.isEmpty || $0.contains("*") ? nil : $0 }
        guard study != nil || accession != nil else { return nil }
        var place = study.flatMap { byStudy[$0] }
        // An accession number may stand for several studies; it ties where no study contradicts it.
        if place == nil, let known = accession.flatMap({ byAccession[$0] }),
            study == nil || threads[known].study == nil
        {
            place = known
        }
        if place == nil {
            guard threads.count < limits.threads else {
                notKept += 1
                return nil
            }
            place = threads.count
            threads.append(Thread())
        }
        guard let place else { return nil }
        if let study {
            byStudy[study] = place
            threads[place].study = threads[place].study ?? mask.shown(instance: study)
        }
        if let accession {
            if byAccession[accession] == nil { byAccession[accession] = place }
            threads[place].accession = threads[place].accession ?? mask.shown(accession, of: .accessionNumber)
        }
        if threads[place].patient == nil { threads[place].patient = mask.shown(data?.text(.patientID), of: .patientID) }
        return place
    }

    /// Adds to the leg of the same kind in the same association, or begins one.
    private mutating func add(
        _ step: WorkflowThread.Step, to place: Int, _ operation: DIMSEOperation, _ association: Association,
        text: String = "", tie: String, objects: Int = 1
    ) {
        let places = operation.evidence(association)
        let start = operation.request?.evidence.firstTime ?? places.first?.time ?? association.start
        let end = places.last?.time ?? start
        let isMerged = step == .store || step == .worklistQuery || step == .query
        if isMerged,
            let index = threads[place].legs.lastIndex(where: {
                $0.serial == association.serial && $0.leg.step == step && $0.leg.text == text
            })
        {
            threads[place].legs[index].leg.count += objects
            if association.failed(operation) { threads[place].legs[index].leg.failed += 1 }
            threads[place].legs[index].leg.end = max(threads[place].legs[index].leg.end, end)
            if threads[place].legs[index].leg.evidence.count < 4 || operation.failed {
                threads[place].legs[index].leg.evidence = Array(
                    (threads[place].legs[index].leg.evidence + places).suffix(4))
            }
            return
        }
        guard threads[place].legs.count < limits.legsOfThread, legs < limits.legs else {
            threads[place].legsNotKept += 1
            return
        }
        legs += 1
        threads[place].legs.append(
            (
                WorkflowThread.Leg(
                    step: step, service: operation.serviceName, association: 0,
                    invoker: association.name(of: operation.invoker),
                    performer: association.name(of: operation.invoker.other), start: start, end: end, count: objects,
                    failed: association.failed(operation) ? 1 : 0, text: text, tie: tie, evidence: places),
                association.serial
            ))
    }

    private mutating func addStore(_ operation: DIMSEOperation, _ association: Association, _ mask: ReportMask) {
        guard let request = operation.request, let data = request.dataSet,
            let place = thread(
                study: data.text(.studyInstanceUID), accession: data.text(.accessionNumber), data: data, mask: mask)
        else { return }
        if let uid = request.command.affectedSOPInstanceUID?.rawValue, byInstance.count < limits.instances {
            byInstance[uid.hashValue] = place
        }
        let originator = request.command.moveOriginatorAETitle
        add(
            .store, to: place, operation, association, text: originator.map { "for C-MOVE of \($0)" } ?? "",
            tie: "Study Instance UID")
    }

    private mutating func addQuery(_ operation: DIMSEOperation, _ association: Association, _ mask: ReportMask) {
        let isWorklist = operation.sopClass == .modalityWorklistInformationModelFind
        let step: WorkflowThread.Step = isWorklist ? .worklistQuery : .query
        if !isWorklist, let data = operation.request?.dataSet {
            let study = data.text(.studyInstanceUID).flatMap { $0.contains("\\") ? nil : $0 }
            if let place = thread(study: study, accession: data.text(.accessionNumber), data: data, mask: mask) {
                let level = data.text(.queryRetrieveLevel).map { $0 + " level" } ?? ""
                return add(
                    step, to: place, operation, association, text: level,
                    tie: study?.isEmpty == false ? "Study Instance UID" : "accession number")
            }
        }
        // A worklist's answers begin threads; those of a query belong to threads there are.
        for response in operation.responses.prefix(Self.mostResponses) {
            guard let data = response.dataSet, let study = data.text(.studyInstanceUID), !study.isEmpty else {
                continue
            }
            guard isWorklist || byStudy[study] != nil,
                let place = thread(study: study, accession: data.text(.accessionNumber), data: data, mask: mask)
            else { continue }
            add(step, to: place, operation, association, text: "", tie: "Study Instance UID of an answer")
        }
    }

    private static let mostResponses = 200

    private mutating func addRetrieval(_ operation: DIMSEOperation, _ association: Association, _ mask: ReportMask) {
        guard let request = operation.request, let data = request.dataSet,
            let study = data.text(.studyInstanceUID)?.split(separator: "\\").first.map(String.init),
            let place = thread(study: study, accession: nil, data: data, mask: mask)
        else { return }
        let destination = request.command.moveDestination.map { "to \($0)" } ?? ""
        let last = operation.responses.last?.command
        let completed = last?.numberOfCompletedSuboperations
        let counters = completed.map { "\($0) completed, \(last?.numberOfFailedSuboperations ?? 0) failed" }
        if operation.kind == .cMoveRQ { threads[place].retrieved += Int(completed ?? 0) }
        add(
            .retrieve, to: place, operation, association,
            text: [destination, counters ?? ""].filter { !$0.isEmpty }.joined(separator: ", "),
            tie: "Study Instance UID")
    }

    private mutating func addProcedureStep(
        _ operation: DIMSEOperation, _ association: Association, _ mask: ReportMask
    ) {
        guard operation.sopClass == .modalityPerformedProcedureStep, let request = operation.request else { return }
        let data = request.dataSet
        let scheduled = Tag(0x0040, 0x0270)
        let uid =
            request.command.sopInstanceUID?.rawValue
            ?? operation.responses.last?.command.affectedSOPInstanceUID?.rawValue
        var place = uid.flatMap { byProcedureStep[$0] }
        var tie = "SOP Instance UID of the procedure step"
        if place == nil {
            tie = "Study Instance UID"
            place = thread(
                study: data?.text(.studyInstanceUID, in: scheduled) ?? data?.text(.studyInstanceUID),
                accession: data?.text(.accessionNumber, in: scheduled) ?? data?.text(.accessionNumber), data: data,
                mask: mask)
        }
        if place == nil, let uid {
            guard threads.count < limits.threads else {
                notKept += 1
                return
            }
            place = threads.count
            threads.append(Thread())
            byProcedureStep[uid] = place
        }
        guard let place else { return }
        if let uid { byProcedureStep[uid] = place }
        let status = data?.text(.performedProcedureStepStatus) ?? ""
        let ends = status == "COMPLETED" || status == "DISCONTINUED"
        add(
            ends && operation.kind == .nSetRQ ? .procedureStepEnded : .procedureStepBegun, to: place, operation,
            association, text: status, tie: tie)
    }

    private mutating func addCommitment(_ operation: DIMSEOperation, _ association: Association) {
        guard operation.sopClass == .storageCommitmentPushModel, let data = operation.request?.dataSet,
            let transaction = data.text(.transactionUID), !transaction.isEmpty
        else { return }
        let references = data.attributes.filter { $0.tag == .referencedSOPInstanceUID && $0.sequence != nil }
        var place = byTransaction[transaction]
        var tie = "Transaction UID"
        if place == nil {
            place = references.first { byInstance[$0.text.hashValue] != nil }.flatMap { byInstance[$0.text.hashValue] }
            if place != nil { tie = "SOP Instance UID of an object" }
        }
        if place == nil {
            guard threads.count < limits.threads else {
                notKept += 1
                return
            }
            place = threads.count
            threads.append(Thread())
        }
        guard let place else { return }
        byTransaction[transaction] = place
        let objects = data.itemCount(.referencedSOPSequence) ?? 0
        let failed = data.itemCount(.failedSOPSequence) ?? 0
        let isReport = operation.kind == .nEventReportRQ
        let text = counted(objects, "object") + (isReport && failed > 0 ? ", \(failed) failed" : "")
        add(
            isReport ? .commitmentReport : .commitmentRequest, to: place, operation, association, text: text, tie: tie)
    }
}

extension WorkflowAccumulator {
    func chapter(number: (Int) -> Int) -> WorkflowChapter {
        var told: [WorkflowThread] = []
        for thread in threads {
            let steps = Set(thread.legs.map(\.leg.step))
            let missing = Self.missing(thread, steps)
            // One step in one association is no thread.
            guard Set(thread.legs.map(\.serial)).count > 1 || steps.count > 1 || !missing.isEmpty else { continue }
            let legs = thread.legs.map { kept in
                var leg = kept.leg
                leg.association = number(kept.serial)
                return leg
            }.sorted { ($0.start, $0.association) < ($1.start, $1.association) }
            told.append(
                WorkflowThread(
                    id: 0, studyInstanceUID: thread.study, accessionNumber: thread.accession,
                    patientID: thread.patient, legs: legs, legsNotKept: thread.legsNotKept, missing: missing))
        }
        told.sort {
            guard let left = $0.legs.first, let right = $1.legs.first else { return false }
            return (left.start, left.association, $0.studyInstanceUID ?? "")
                < (right.start, right.association, $1.studyInstanceUID ?? "")
        }
        for index in told.indices { told[index].id = index + 1 }
        return WorkflowChapter(threads: told, threadsNotKept: notKept)
    }

    private static func missing(_ thread: Thread, _ steps: Set<WorkflowThread.Step>) -> [WorkflowThread.Missing] {
        var missing: [WorkflowThread.Missing] = []
        func miss(_ step: WorkflowThread.Step, _ text: String) {
            missing.append(WorkflowThread.Missing(step: step, text: text))
        }
        if steps.contains(.procedureStepBegun), !steps.contains(.procedureStepEnded) {
            miss(.procedureStepEnded, "No N-SET in the capture ends the procedure step.")
        }
        if steps.contains(.procedureStepBegun) || steps.contains(.procedureStepEnded), !steps.contains(.store) {
            miss(.store, "No object of the procedure step's study is sent in the capture.")
        }
        if steps.contains(.commitmentRequest), !steps.contains(.commitmentReport) {
            miss(.commitmentReport, "No N-EVENT-REPORT in the capture answers the storage commitment request.")
        }
        if steps.contains(.commitmentReport), !steps.contains(.commitmentRequest) {
            miss(.commitmentRequest, "The N-ACTION that asked for the storage commitment is not in the capture.")
        }
        if thread.retrieved > 0, !steps.contains(.store) {
            miss(
                .store,
                "The C-MOVE counted \(counted(thread.retrieved, "object")) as sent; no C-STORE of them is in the capture."
            )
        }
        return missing
    }
}
