import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import RuleExpression

/// A data set as summed up.
final class DataSetFacts: EvidencedRecord {
    let summary: DataSetSummary
    unowned let message: MessageFacts

    init(_ summary: DataSetSummary, _ message: MessageFacts) {
        self.summary = summary
        self.message = message
    }

    var evidence: [FactEvidence] {
        let range = summary.evidence
        return [
            FactEvidence(
                frame: range.lastFrame, time: range.time, from: message.message.from,
                tcpStream: message.operation.association.association.tcpStream)
        ]
    }

    lazy var faults =
        summary.faults.map { DataSetFaultFacts(.encoding($0), self) }
        + summary.elementFaults.map { DataSetFaultFacts(.element($0), self) }

    /// What a data set cut short lacks is unknown.
    func attribute(_ tag: Tag, in sequence: Tag? = nil, vr: VR) -> Value {
        guard let text = summary.text(tag, in: sequence) else { return summary.isComplete ? .absent : .unknown }
        return Self.value(text, vr: vr)
    }

    static func value(_ text: String, vr: VR) -> Value {
        switch vr {
        case .unsignedShort, .signedShort, .unsignedLong, .signedLong, .integerString:
            text.isEmpty ? .absent : Int64(text).map { .integer($0) } ?? .absent
        default: .text(text)
        }
    }

    private var command: CommandField? { message.command.commandField }
    private var isOfProcedureStep: Bool { message.command.sopClassUID == .modalityPerformedProcedureStep }

    var missingType1: [String] {
        guard isOfProcedureStep, command == .nCreateRQ || command == .nSetRQ else { return [] }
        return ProcedureStepTable.missingType1(summary, isCreated: command == .nCreateRQ)
    }
    var missingType2: [String] {
        isOfProcedureStep && command == .nCreateRQ ? ProcedureStepTable.missingType2(summary) : []
    }

    /// Tags of its kept attributes at the top level, in order.
    lazy var keptTags = AscendingTags(summary.topLevelTags)
}

/// The first item of a sequence in a data set, and how many there are.
final class ItemFacts: FactRecord {
    let sequence: Tag
    let dataSet: DataSetFacts
    init(_ sequence: Tag, _ dataSet: DataSetFacts) {
        self.sequence = sequence
        self.dataSet = dataSet
    }

    var items: Int { dataSet.summary.itemCount(sequence) ?? 0 }
}

/// Something wrong with a data set's encoding, or with one of its elements.
final class DataSetFaultFacts: EvidencedRecord {
    enum Fault {
        case encoding(DataSetFault)
        case element(ElementFault)
    }

    private let fault: Fault
    private unowned let dataSet: DataSetFacts
    init(_ fault: Fault, _ dataSet: DataSetFacts) {
        self.fault = fault
        self.dataSet = dataSet
    }

    var code: String {
        switch fault {
        case .encoding(let fault): fault.code
        case .element(let fault): fault.code
        }
    }
    var message: String {
        switch fault {
        case .encoding(let fault): fault.message
        case .element(let fault): fault.message
        }
    }
    var tag: Tag? {
        switch fault {
        case .encoding(let fault): fault.tag
        case .element(let fault): fault.tag
        }
    }
    var offset: UInt64 {
        switch fault {
        case .encoding(let fault): fault.offset
        case .element(let fault): fault.offset
        }
    }
    /// Of a fault of one element.
    var element: ElementFault? {
        if case .element(let fault) = fault { fault } else { nil }
    }

    var evidence: [FactEvidence] { dataSet.evidence }
}
