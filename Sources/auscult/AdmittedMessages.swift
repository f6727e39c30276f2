import AssociationTimeline
import DICOMMessageExchange
import Evidence
import Reporting
import RuleEngine
import Wording

/// Gathers the associations a filter admits, and how to know the messages of their operations again when the capture is
/// read a second time.
final class AdmittedMessages: AssociationReceiver {
    private struct Extent {
        var context: UInt8
        var messageID: UInt16?
        var invoker: AssociationSide
        var frames: ClosedRange<FrameNumber>
    }

    private let filter: TimelineFilter?
    /// Meets everybody, so that a person has the token of the timeline.
    private let mask: PatientMask
    private var extents: [Int: [Extent]] = [:]

    init(_ filter: TimelineFilter?, mask: PatientMask) {
        self.filter = filter
        self.mask = mask
    }

    var serials: [Int] { Array(extents.keys) }

    func ended(_ association: Association) {
        mask.meet(association)
        if let filter, !filter.admits(association) { return }
        var extents: [Extent] = []
        if let filter, filter.namesOperations {
            extents = association.operations.filter { filter.admits($0, of: association) }.compactMap(Self.extent)
        }
        self.extents[association.serial] = extents
    }

    /// Whether a message belongs to one of the operations; `nil` where all are shown.
    func predicate(serial: Int) -> ((DIMSEMessage) -> Bool)? {
        guard filter?.namesOperations == true, let extents = extents[serial] else { return nil }
        return { message in
            let command = message.command
            let number = command.messageID ?? command.messageIDBeingRespondedTo
            let isInvokers = command.messageID != nil || command.commandField == .cCancelRQ
            return extents.contains { extent in
                extent.context == message.presentationContextID && extent.messageID == number
                    && (message.from == extent.invoker) == isInvokers
                    && extent.frames.contains(message.evidence.lastFrame)
            }
        }
    }

    private static func extent(_ operation: DIMSEOperation) -> Extent? {
        let messages = [operation.request].compactMap { $0 } + operation.responses + operation.cancels
        guard let first = messages.map(\.evidence.firstFrame).min(), let last = messages.map(\.evidence.lastFrame).max()
        else { return nil }
        return Extent(
            context: operation.presentationContextID, messageID: operation.messageID, invoker: operation.invoker,
            frames: first...last)
    }
}
