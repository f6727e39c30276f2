import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import NetworkLayers

extension CaptureStore {
    func remember(_ operation: DIMSEOperation, of association: Association) {
        switch operation.kind {
        case .cStoreRQ: rememberStore(operation, association)
        case .cMoveRQ: rememberRetrieval(operation, association)
        case .cFindRQ:
            rememberWorklist(operation)
            rememberQuery(operation, association)
        case .nActionRQ, .nEventReportRQ: rememberCommitment(operation, association)
        case .nCreateRQ, .nSetRQ: rememberProcedureStep(operation, association)
        default: break
        }
    }

    func place(_ message: DIMSEMessage, _ association: Association) -> FactEvidence {
        FactEvidence(
            frame: message.commandEvidence.lastFrame, time: message.commandEvidence.time, from: message.from,
            tcpStream: association.tcpStream)
    }

    private func rememberRetrieval(_ operation: DIMSEOperation, _ association: Association) {
        guard let request = operation.request else { return }
        guard hasRoom(retrievals.count) else {
            notKept += 1
            return
        }
        retrievals.append(RetrievalFacts(operation, request: request, of: association))
    }

    private func rememberStore(_ operation: DIMSEOperation, _ association: Association) {
        guard let request = operation.request, let data = request.dataSet, data.isComplete else { return }
        let succeeded = operation.outcome == .success || operation.outcome == .warning
        let instance = request.command.affectedSOPInstanceUID?.rawValue ?? data.text(.sopInstanceUID) ?? ""
        let stored = StoredInstance(
            bytes: data.bytes, elements: data.elements, transferSyntax: data.transferSyntax.uid.rawValue.hashValue)
        let copy = Copy(
            instance: instance.hashValue,
            receiver: operation.invoker == .requestor
                ? association.acceptor : Endpoint(address: association.requestor.address, port: 0))
        let known = copies[copy]
        if let peer = peers[key(association)] {
            if succeeded {
                peer.failedInstances[instance] = nil
            } else if operation.outcome == .failure, known == nil, peer.failedInstances.count < 1024 {
                peer.failedInstances[instance, default: 0] += 1
            }
        }
        if succeeded {
            if known != nil || hasRoom(instances: copies.count) {
                copies[copy] = stored
                instances.insert(instance.hashValue)
            } else {
                notKept += 1
            }
        }
        guard let uid = data.text(.studyInstanceUID), !uid.isEmpty else { return }
        guard let study = studies[uid] ?? add(uid, place(request, association), association) else { return }
        study.add(association)
        // What was refused, or says itself that it is another instance, changes nothing.
        let replaces = succeeded && data.text(.sopInstanceUID) == instance
        update(study, data, known, stored, replaces: replaces, place(request, association))
    }

    private func add(_ uid: String, _ place: FactEvidence, _ association: Association) -> StudyFacts? {
        guard hasRoom(studies.count) else {
            notKept += 1
            return nil
        }
        let study = StudyFacts(uid, first: place, Finding.Parties(association))
        study.worklistWasSeen = !worklist.isEmpty
        if let entry = worklist[uid] {
            study.isFromWorklist = true
            study.worklistPatientID = entry.patientID
            study.worklistAccession = entry.accession
            study.worklistName = entry.patientName
        }
        studies[uid] = study
        return study
    }

    private func update(
        _ study: StudyFacts, _ data: DataSetSummary, _ known: StoredInstance?, _ stored: StoredInstance,
        replaces: Bool, _ place: FactEvidence
    ) {
        var isOdd = false
        func note(_ values: inout Set<String>, _ tag: Tag) {
            guard values.count < 16, let text = data.text(tag), !text.isEmpty else { return }
            if values.insert(text).inserted, values.count > 1 { isOdd = true }
        }
        study.instances += 1
        note(&study.patientIDs, .patientID)
        note(&study.patientNames, .patientName)
        note(&study.birthDates, .patientBirthDate)
        note(&study.accessions, .accessionNumber)
        note(&study.dates, .studyDate)
        note(&study.sexes, Tag(0x0010, 0x0040))
        if let uid = data.text(.seriesInstanceUID), study.series[uid] != nil || study.series.count < 1024 {
            note(&study.series[uid, default: .init()].modalities, .modality)
            note(&study.series[uid, default: .init()].numbers, Tag(0x0020, 0x0011))
            note(&study.series[uid, default: .init()].framesOfReference, Tag(0x0020, 0x0052))
            note(&study.series[uid, default: .init()].lateralities, Tag(0x0020, 0x0060))
        }
        if let known {
            study.repeatedInstances += 1
            let isSame = known.bytes == stored.bytes && known.elements == stored.elements
            if replaces, known.transferSyntax == stored.transferSyntax, !isSame {
                study.changedInstances += 1
                isOdd = true
            }
        }
        if isOdd, study.odd == nil { study.odd = place }
    }

    private func rememberWorklist(_ operation: DIMSEOperation) {
        guard operation.sopClass == .modalityWorklistInformationModelFind else { return }
        for response in operation.responses {
            guard let data = response.dataSet, let study = data.text(.studyInstanceUID), !study.isEmpty,
                hasRoom(worklist.count)
            else { continue }
            worklist[study] = WorklistEntry(
                patientID: data.text(.patientID), accession: data.text(.accessionNumber),
                patientName: data.text(.patientName))
        }
    }

    private func rememberQuery(_ operation: DIMSEOperation, _ association: Association) {
        guard let request = operation.request, request.dataSet?.isComplete == true, operation.invoker == .requestor
        else { return }
        if operation.outcome == .success, operation.responseCount == 1 {
            guard emptyQueries.count < Self.maximumQueries else {
                notKept += 1
                return
            }
            let last = operation.responses.last ?? request
            emptyQueries.append(
                EmptyQueryFacts(operation, request, place: place(last, association), of: association))
        }
        let asked = QueryPlace(acceptor: association.acceptor, sopClass: operation.sopClass)
        let known = matches[asked]?.count
        guard known ?? 0 < Self.maximumMatches, known != nil || matches.count < Self.maximumQueries else { return }
        for response in operation.responses {
            guard let data = response.dataSet, data.isComplete else { continue }
            guard matches[asked, default: []].count < Self.maximumMatches else { return }
            matches[asked, default: []].append(
                FoundMatch(
                    attributes: data.attributes, calling: association.callingAETitle,
                    place: place(response, association)))
        }
    }

    private func rememberProcedureStep(_ operation: DIMSEOperation, _ association: Association) {
        guard operation.sopClass == .modalityPerformedProcedureStep, let request = operation.request else { return }
        guard
            let instance = request.command.sopInstanceUID?.rawValue
                ?? operation.responses.last?.command.affectedSOPInstanceUID?.rawValue
        else { return }
        guard procedureSteps[instance] != nil || hasRoom(procedureSteps.count) else {
            notKept += 1
            return
        }
        let step =
            procedureSteps[instance]
            ?? ProcedureStepFacts(instance, Finding.Parties(association)) { [unowned self] in latest }
        procedureSteps[instance] = step
        step.add(place(request, association), in: association)
        let data = request.dataSet
        let status = data?.text(Tag(0x0040, 0x0252))
        let tags = data.map { data in Set(data.attributes.filter { $0.sequence == nil }.map(\.tag)) } ?? []
        if step.firstTime == nil { step.firstTime = request.evidence.firstTime }
        if operation.kind == .nCreateRQ {
            step.creates += 1
            if operation.outcome == .success || operation.outcome == .warning { step.createsSucceeded += 1 }
            step.createStatus = status ?? step.createStatus
            if data?.isComplete == true { step.created = tags.union(step.created ?? []) }
        } else {
            step.sets += 1
            step.notCreated.formUnion(tags.subtracting(step.created ?? tags).subtracting([.specificCharacterSet]))
            if step.finalStatus != nil { step.setsAfterFinal += 1 }
            if let code = operation.status, step.setStatuses.count < 64 { step.setStatuses.append(code) }
        }
        if status == "COMPLETED" || status == "DISCONTINUED" { step.finalStatus = status }
        step.endDate = data?.text(Tag(0x0040, 0x0250)) ?? step.endDate
        step.performedSeries = data?.itemCount(Tag(0x0040, 0x0340)) ?? step.performedSeries
        step.study = data?.text(.studyInstanceUID, in: Tag(0x0040, 0x0270)) ?? step.study
        step.station = data?.text(Tag(0x0040, 0x0241)) ?? step.station
        step.worklistWasSeen = step.worklistWasSeen || !worklist.isEmpty
        step.accession = data?.text(.accessionNumber, in: Tag(0x0040, 0x0270)) ?? step.accession
        step.worklistAccession = step.study.flatMap { worklist[$0]?.accession } ?? step.worklistAccession
        step.studyFromWorklist = step.study.map { worklist[$0] != nil } ?? false
    }

    private func rememberCommitment(_ operation: DIMSEOperation, _ association: Association) {
        guard operation.sopClass == .storageCommitmentPushModel, let request = operation.request,
            let data = request.dataSet, let transaction = data.text(.transactionUID)
        else { return }
        guard commitments[transaction] != nil || hasRoom(commitments.count) else {
            notKept += 1
            return
        }
        let commitment =
            commitments[transaction]
            ?? CommitmentFacts(transaction, Finding.Parties(association)) { [unowned self] in latest }
        commitments[transaction] = commitment
        commitment.add(place(request, association), in: association)
        let isRequestor = operation.invoker == .requestor
        if operation.kind == .nActionRQ {
            commitment.requests += 1
            commitment.requested = data.itemCount(.referencedSOPSequence)
            commitment.requestStatus = operation.status
            for reference in Self.references(data) {
                guard commitment.requestedInstances.insert(reference).inserted else {
                    if commitment.requests == 1 { commitment.repeatedReferences += 1 }
                    continue
                }
                if !instances.contains(reference) { commitment.unstored += 1 }
            }
            commitment.storesWereSeen = !instances.isEmpty
            commitment.requestTime = commitment.requestTime ?? request.evidence.time
            commitment.requestor = isRequestor ? association.callingAETitle : association.calledAETitle
            commitment.performer = isRequestor ? association.calledAETitle : association.callingAETitle
            commitment.requestAssociation = association.serial
            if commitment.reportAssociation == association.serial { commitment.reportOnSameAssociation = true }
        } else {
            commitment.reports += 1
            commitment.reportedInstances.formUnion(Self.references(data))
            commitment.reportType = request.command.eventTypeID
            commitment.reportCommitted =
                (commitment.reportCommitted ?? 0) + (data.itemCount(.referencedSOPSequence) ?? 0)
            commitment.reportFailed = (commitment.reportFailed ?? 0) + (data.itemCount(.failedSOPSequence) ?? 0)
            commitment.reportFailureReason = data.text(.failureReason, in: .failedSOPSequence).flatMap { Int($0) }
            commitment.reportTime = commitment.reportTime ?? request.evidence.time
            commitment.reportStatus = operation.status
            commitment.reportCalling = association.callingAETitle
            commitment.reportAssociation = association.serial
            commitment.reportOnSameAssociation = commitment.requestAssociation == association.serial
        }
    }

    /// The instances it names, by hash of their UIDs.
    private static func references(_ data: DataSetSummary) -> [Int] {
        data.attributes.filter { $0.tag == .referencedSOPInstanceUID && $0.sequence != nil }.map(\.text.hashValue)
    }

    /// When all associations are known.
    func matchWorkflow() {
        for commitment in commitments.values {
            guard let asked = commitment.requestTime, let requestor = commitment.requestor else { continue }
            let failed = deliveries.candidates(called: requestor, from: "", endedAfter: asked).filter {
                !$0.wasAccepted && $0.start >= asked && $0.calling == commitment.performer
            }
            commitment.reverseFailed = failed.count
            commitment.reverseFailure = failed.first?.place
        }
        for query in emptyQueries {
            query.forgetMatches()
            for match in matches[query.asked] ?? [] { query.compare(match) }
        }
        for step in procedureSteps.values {
            step.storedInstances = step.study.flatMap { studies[$0]?.instances } ?? 0
        }
    }
}
