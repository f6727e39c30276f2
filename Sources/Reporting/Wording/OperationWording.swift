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

/// What a message's command and data set say that a reader wants at a glance.
enum MessageWording {
    /// Beside the SOP class: the level of a query, where a move goes, which action or event.
    static func particulars(of request: DIMSEMessage) -> [StyledText] {
        let command = request.command
        var parts: [StyledText] = []
        if let level = request.dataSet?.text(.queryRetrieveLevel) { parts.append(StyledText(level + " level")) }
        if let destination = command.moveDestination { parts.append(StyledText("to " + destination)) }
        if let action = command.actionTypeID { parts.append(StyledText("action type \(action)")) }
        if let event = command.eventTypeID { parts.append(StyledText("event type \(event)")) }
        if let status = request.dataSet?.text(.performedProcedureStepStatus) { parts.append(StyledText(status)) }
        if let state = request.dataSet?.text(.procedureStepState) { parts.append(StyledText(state)) }
        return parts
    }

    private static let endings: Set<String> = ["data-set/gap", "data-set/truncated"]

    /// `52.4 kB in 5 fragments`, and how they are encoded.
    static func size(of message: DIMSEMessage) -> [StyledText] {
        guard let dataSet = message.dataSet else { return [] }
        let bytes = byteCount(dataSet.bytes)
        var text = StyledText()
        text.addWhole(message.fragments > 2 ? bytes + " in \(grouped(message.fragments)) PDVs" : bytes)
        var parts = [
            text,
            StyledText(dataSet.transferSyntaxName),
        ]
        if !dataSet.isComplete { parts.append(StyledText("data set incomplete", .bad)) }
        // That it ends too soon is said as such, and is not how it is encoded.
        let faults = dataSet.faultCount - dataSet.faults.count { Self.endings.contains($0.code) }
        if faults > 0 { parts.append(StyledText(counted(faults, "encoding fault"), .doubtful)) }
        return parts
    }

    /// `0xA700 Refused: out of resources`, with what the responder says to it.
    static func status(
        of response: DIMSEMessage, in operation: DIMSEOperation, showsPatientData: Bool = false
    ) -> [StyledText] {
        let command = response.command
        var parts: [StyledText] = []
        if let code = command.status {
            let status = Status(code)
            parts.append(StyledText(status.description + " " + operation.meaning(of: code), status.category.style))
        } else {
            parts.append(StyledText("no status", .bad))
        }
        if let comment = command.errorComment, !comment.isEmpty {
            let hidden = showsPatientData ? [] : operation.request?.patientValues ?? []
            parts.append(StyledText("“" + PatientData.hide(hidden, in: comment) + "”"))
        }
        if !command.offendingElements.isEmpty {
            let names = command.offendingElements.prefix(4).map { tag in
                tag.description + (tag.dictionaryEntry.map { " " + $0.name } ?? "")
            }
            parts.append(StyledText("offending " + names.joined(separator: ", ")))
        }
        if let counts = SubOperations(command) { parts.append(subOperations(counts)) }
        return parts
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
