import DICOMDictionary
import DICOMMessageExchange
import Evidence
import PacketCapture

@testable import AssociationTimeline

/// What a timeline says, frame numbers and times aside, a line for each fact: two captures of the same traffic give the
/// same lines.
final class TimelineDigest: AssociationReceiver {
    private(set) var associations: [Association] = []

    func ended(_ association: Association) { associations.append(association) }

    static func associations(
        _ inputs: [CaptureInput], options: TimelineOptions? = nil
    ) throws -> [Association] {
        let digest = TimelineDigest()
        var options = options ?? TimelineOptions()
        options.keepsDataPDUs = true
        var analysis = try CaptureAnalysis(inputs: inputs, options: options, receiver: digest)
        analysis.run()
        var numbered: [(Int, Association)] = []
        for association in digest.associations {
            numbered.append((analysis.number(serial: association.serial) ?? 0, association))
        }
        return numbered.sorted { $0.0 < $1.0 }.map(\.1)
    }

    static func lines(_ inputs: [CaptureInput]) throws -> [String] {
        try associations(inputs).enumerated().flatMap { number, association in
            lines(of: association).map { "\(number + 1) \($0)" }
        }
    }

    static func lines(of association: Association) -> [String] {
        var lines = [
            "\(association.requestor) \(association.callingAETitle ?? "-") -> \(association.acceptor) "
                + "\(association.calledAETitle ?? "-") \(association.outcome.rawValue)"
        ]
        if let foreign = association.foreignProtocol { lines.append("foreign \(foreign.value.rawValue)") }
        for side in AssociationSide.allCases {
            for entry in association.pdus where entry.from == side {
                lines.append("pdu \(entry.type) \(side.name) \(entry.length) \(entry.isIncomplete)")
            }
        }
        for context in association.presentationContexts {
            lines.append(
                "context \(context.id) \(context.abstractSyntax?.rawValue ?? "-") "
                    + "\(context.proposedTransferSyntaxes.map(\.rawValue)) \(context.result?.name ?? "unanswered") "
                    + "\(context.acceptedTransferSyntax?.rawValue ?? "-") \(context.uses)")
        }
        for operation in association.operations {
            lines.append(
                "operation \(operation.id) \(operation.kind) \(operation.messageID ?? 0) \(operation.outcome.rawValue) "
                    + "\(operation.invoker.name) \(operation.sopClass?.rawValue ?? "-") \(operation.responseCount)")
            if let request = operation.request { lines.append("  " + line(of: request)) }
            lines += operation.responses.map { "  " + line(of: $0) }
        }
        lines += association.anomalies.map { "anomaly \($0.code) \($0.message)" }.sorted()
        return lines
    }

    private static func line(of message: DIMSEMessage) -> String {
        var line = "\(message.command.commandField?.description ?? "?") \(message.isComplete) \(message.fragments)"
        if let data = message.dataSet {
            line +=
                " \(data.transferSyntax.uid) \(data.bytes) \(data.elements) \(data.isComplete) "
                + data.attributes.map { "\($0.tag)=\($0.text)" }.joined(separator: ";")
        }
        if let status = message.command.status { line += " " + hexadecimal(status) }
        return line
    }
}
