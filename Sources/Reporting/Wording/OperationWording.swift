import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Wording

extension StatusCategory {
    var style: TextStyle {
        switch self {
        case .success, .pending: .good
        case .warning, .cancel: .doubtful
        case .failure, .unknown: .bad
        }
    }
}

/// What a message's command and data set say that a reader wants at a glance, as parts of a list.
enum MessageWording {
    /// Beside the SOP class: the level of a query, where a move goes, which action or event.
    static func particulars(of request: DIMSEMessage, into text: inout StyledText) {
        let command = request.command
        if let level = request.dataSet?.text(.queryRetrieveLevel) { text.part(level + " level") }
        if let destination = command.moveDestination { text.part("to " + destination) }
        if let action = command.actionTypeID { text.part("action type \(action)") }
        if let event = command.eventTypeID { text.part("event type \(event)") }
        if let status = request.dataSet?.text(.performedProcedureStepStatus) { text.part(status) }
        if let state = request.dataSet?.text(.procedureStepState) { text.part(state) }
    }

    private static let endings: Set<String> = ["data-set/gap", "data-set/truncated"]

    /// `52.4 kB in 5 fragments`, and how they are encoded.
    static func size(of message: DIMSEMessage, into text: inout StyledText) {
        guard let dataSet = message.dataSet else { return }
        let bytes = byteCount(dataSet.bytes)
        text.part()
        text.addWhole(message.fragments > 2 ? bytes + " in \(grouped(message.fragments)) PDVs" : bytes)
        text.part(dataSet.transferSyntaxName)
        if !dataSet.isComplete { text.part("data set incomplete", .bad) }
        guard dataSet.faultCount > 0 else { return }
        // That it ends too soon is said as such, and is not how it is encoded.
        let faults = dataSet.faultCount - dataSet.faults.count { Self.endings.contains($0.code) }
        if faults > 0 { text.part(counted(faults, "encoding fault"), .doubtful) }
    }

    /// `0xA700 Refused: out of resources`
    static func status(of response: DIMSEMessage, in operation: DIMSEOperation) -> StyledText {
        guard let code = response.command.status else { return StyledText("no status", .bad) }
        let status = Status(code)
        var text = StyledText()
        write(status, in: operation, into: &text)
        return text
    }

    private static func write(_ status: Status, in operation: DIMSEOperation, into text: inout StyledText) {
        text.add(status.description, status.category.style)
        text.add(" ", status.category.style)
        text.add(operation.meaning(of: status.code), status.category.style)
    }

    /// The status, with what the responder says to it.
    static func answer(
        _ response: DIMSEMessage, in operation: DIMSEOperation, showsPatientData: Bool = false,
        into text: inout StyledText
    ) {
        let command = response.command
        text.part()
        if let code = command.status {
            write(Status(code), in: operation, into: &text)
        } else {
            text.add("no status", .bad)
        }
        if let comment = command.errorComment, !comment.isEmpty {
            let hidden = showsPatientData ? [] : operation.request?.patientValues ?? []
            text.part("“" + PatientData.hide(hidden, in: comment) + "”")
        }
        let offending = command.offendingElements
        if !offending.isEmpty {
            let names = offending.prefix(4).map { tag in
                tag.description + (tag.dictionaryEntry.map { " " + $0.name } ?? "")
            }
            text.part("offending " + names.joined(separator: ", "))
        }
        if let counts = SubOperations(command) {
            text.part()
            text.add(subOperations(counts))
        }
    }

    private static func subOperations(_ counts: SubOperations) -> StyledText {
        var parts: [StyledText] = []
        func add(_ number: UInt16?, _ name: String, _ style: TextStyle) {
            guard let number else { return }
            parts.append(StyledText("\(number) \(name)", number == 0 ? .plain : style))
        }
        add(counts.remaining, "remaining", .plain)
        add(counts.completed, "completed", .good)
        add(counts.failed, "failed", .bad)
        add(counts.warning, counts.warning == 1 ? "warning" : "warnings", .doubtful)
        return parts.joined(", ")
    }
}

extension DataSetSummary {
    /// `Explicit LE`, and whether it is a guess.
    var transferSyntaxName: String { transferSyntax.uid.shortName + (transferSyntaxIsInferred ? " (inferred)" : "") }
}
