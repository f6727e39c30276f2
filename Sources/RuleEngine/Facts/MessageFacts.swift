import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import RuleExpression

/// A DIMSE message of an operation.
final class MessageFacts: EvidencedRecord {
    let message: DIMSEMessage
    unowned let operation: OperationFacts

    init(_ message: DIMSEMessage, _ operation: OperationFacts) {
        self.message = message
        self.operation = operation
    }

    var command: CommandSet { message.command }

    var errorComment: String? {
        command.errorComment.map { PatientData.hide(operation.operation.request?.patientValues ?? [], in: $0) }
    }

    var evidence: [FactEvidence] {
        let range = message.commandEvidence
        return [
            FactEvidence(
                frame: range.lastFrame, time: range.time, from: message.from,
                tcpStream: operation.association.association.tcpStream)
        ]
    }

    lazy var table = command.commandField.flatMap { CommandTable.of($0) }
    lazy var elements = command.elements
    lazy var dataSet = message.dataSet.map { DataSetFacts($0, self) }
    lazy var faults = command.faults.map { CommandFaultFacts($0) }
    lazy var status = command.status.map {
        StatusFacts($0, service: operation.serviceClass, command: command.commandField?.rawValue ?? 0)
    }

    /// Between a match and the keys; with fuzzy semantic matching, names are a matter of taste (PS3.4 §C.2.2.2.1.1).
    var contradictions: [String] {
        guard operation.operation.kind == .cFindRQ, message.command.commandField?.isResponse == true,
            let keys = operation.operation.request?.dataSet,
            let match = message.dataSet, keys.isComplete, match.isComplete, !match.hasAll(of: keys)
        else { return [] }
        let isFuzzy = operation.association.association.accept?.value.userInformation?.extendedNegotiations.contains {
            $0.sopClass == operation.operation.sopClass
        }
        return QueryMatching.compare(
            match.attributes, with: keys.attributes, fuzzyNames: isFuzzy == true
        ).contradictions.map(\.description)
    }

    /// Of a query at some level of the Query/Retrieve information models.
    var keysBelowLevel: [String] {
        guard let keys = message.dataSet, let level = keys.text(.queryRetrieveLevel).flatMap(QueryLevel.init) else {
            return []
        }
        return level.below.flatMap(\.keys).filter { keys.text($0).map { !$0.isEmpty && $0 != "*" } ?? false }
            .map { $0.dictionaryEntry?.name ?? "\($0)" }
    }

    /// Not there, or without a value, though the message shall have it. Bytes cut from the command set hide elements.
    var missing: [String] {
        guard let table else { return [] }
        return table.mandatory.filter { number in
            let tag = Tag(0, number)
            return !elements.contains { $0.tag == tag } || elements.contains { $0.tag == tag && $0.length == 0 }
        }.map(Self.name)
    }
    var foreign: [String] {
        guard let table else { return [] }
        return names { element in
            !table.mandatory.contains(element) && !table.optional.contains(element)
                && CommandTable.vr(of: element) != nil
        }
    }
    var unregistered: [String] { names { CommandTable.vr(of: $0) == nil } }
    var retired: [String] { names(CommandTable.isRetired) }
    /// Elements whose length their VR does not have.
    var malformed: [String] {
        elements.compactMap { element in
            guard element.tag.group == 0, let vr = CommandTable.vr(of: element.tag.element) else { return nil }
            return Self.fault(in: element, vr: vr).map { "\(Self.name(element.tag.element)): \($0)" }
        }
    }

    private func names(_ isMeant: (UInt16) -> Bool) -> [String] {
        elements.compactMap { $0.tag.group == 0 && isMeant($0.tag.element) ? Self.name($0.tag.element) : nil }
    }

    private static func fault(in element: CommandElement, vr: VR) -> String? {
        let length = element.length
        if length % 2 != 0 { return "odd length \(length)" }
        switch vr {
        case .unsignedShort where length != 0 && length != 2: return "length \(length) instead of 2"
        case .unsignedLong where length != 0 && length != 4: return "length \(length) instead of 4"
        case .attributeTag where length % 4 != 0: return "length \(length), no multiple of 4"
        case .uniqueIdentifier where length > 64: return "longer than 64 characters"
        case .applicationEntity where length > 16: return "longer than 16 characters"
        case .longString where length > 64: return "longer than 64 characters"
        case .uniqueIdentifier where length > 0: return UIDFacts.fault(in: element.text)
        default: return nil
        }
    }

    static func name(_ element: UInt16) -> String {
        let tag = Tag(0, element)
        return (tag.dictionaryEntry?.name ?? "unknown element") + " \(tag)"
    }

    /// A field of the command set; what a cut command set lacks is unknown.
    func field(_ value: Value) -> Value { value.unless(lost: !message.isComplete && isCut) }
    var isCut: Bool {
        command.faults.contains { fault in
            switch fault {
            case .valueCut, .headerCut: true
            default: command.bytes.isEmpty
            }
        }
    }

    /// Before its whole request had come.
    var isEarly: Bool {
        guard command.commandField?.isResponse == true, let request = operation.operation.request else { return false }
        return message.commandEvidence.lastFrame < request.evidence.lastFrame
    }
}

/// Something wrong with a command set's encoding.
final class CommandFaultFacts: FactRecord {
    let fault: CommandSet.Fault
    init(_ fault: CommandSet.Fault) { self.fault = fault }

    static let kinds = [
        "valueCut", "headerCut", "notGroup0000", "notAscending", "groupLengthMissing", "groupLengthWrong", "explicitVR",
    ]

    var kind: String {
        switch fault {
        case .valueCut: "valueCut"
        case .headerCut: "headerCut"
        case .notGroup0000: "notGroup0000"
        case .notAscending: "notAscending"
        case .groupLength(let stated, _): stated == nil ? "groupLengthMissing" : "groupLengthWrong"
        case .explicitVR: "explicitVR"
        }
    }
    var tag: Tag? {
        switch fault {
        case .valueCut(let tag, _, _, _), .notGroup0000(let tag, _), .notAscending(let tag, _): tag
        case .groupLength: Tag(0, 0)
        case .headerCut, .explicitVR: nil
        }
    }
    var stated: Int? {
        switch fault {
        case .valueCut(_, _, let claimed, _): Int(claimed)
        case .groupLength(let stated, _): stated.map { Int($0) }
        default: nil
        }
    }
    var actual: Int? {
        switch fault {
        case .valueCut(_, _, _, let available): available
        case .headerCut(_, let available): available
        case .groupLength(_, let actual): actual
        default: nil
        }
    }
}
