import DICOMDataSet
import DICOMDictionary
import DICOMUpperLayer
import Evidence

/// Puts the messages of one direction together from its PDVs (PS3.8 Annex E, PS3.7 §6.3). The standard has one message
/// at a time in a direction; where a sender mixes several they are kept apart by presentation context.
public struct MessageAssembler {
    public let side: AssociationSide
    /// Also hand out each data set as a tree, for a listing of one association in full.
    public var keepsTrees = false
    /// Also hold each element of data sets against the dictionary.
    public var checksElements = false
    private var syntaxes: [ContextTransferSyntax] = []
    private var active: MessageInProgress?
    /// Begun messages that another context's fragments interrupted.
    private var parked: [MessageInProgress] = []
    private var orphan: Orphan?
    private var nextToken = 0
    /// The beginning of the next message may not have been captured.
    private var mayLackBeginning: Bool
    /// The message whose fragments the P-DATA-TF at hand has had so far.
    private var messageOfTransfer: Int?

    /// A command set's bytes beyond this are not kept; real ones have a few hundred.
    public static let maximumCommandBytes = 16_384

    /// Interrupted messages that can still be continued; the oldest beyond them ends incomplete.
    private static let maximumParked = 8

    public init(side: AssociationSide, startsInMiddle: Bool = false) {
        self.side = side
        mayLackBeginning = startsInMiddle
    }

    /// What an A-ASSOCIATE-AC settled, or, inferred, what else is known; of one presentation context the last counts. The
    /// transfer syntax of contexts not among them is inferred from each data set's bytes.
    public mutating func setTransferSyntaxes(_ syntaxes: [ContextTransferSyntax]) { self.syntaxes = syntaxes }

    /// Messages begun and not over.
    public var isIdle: Bool { active == nil && parked.isEmpty }

    /// Another P-DATA-TF begins.
    public mutating func beganTransfer() { messageOfTransfer = nil }

    public mutating func began(
        _ value: PresentationDataValue, origin: ByteOrigin, consumer: inout some MessageConsumer & ~Copyable
    ) {
        if value.isCommand {
            activate(value.presentationContextID, origin: origin, consumer: &consumer)
            startCommandFragment(value, origin: origin, consumer: &consumer)
        } else {
            if !takesFromOtherContext(value, origin: origin, consumer: &consumer) {
                activate(value.presentationContextID, origin: origin, consumer: &consumer)
            }
            startDataFragment(value, origin: origin, consumer: &consumer)
        }
        guard let token = active?.token else { return }
        if let other = messageOfTransfer, other != token { reportSeveralMessages(origin, consumer: &consumer) }
        messageOfTransfer = token
    }

    @inline(__always)
    public mutating func fragment(_ bytes: Span<UInt8>, of value: PresentationDataValue, origin: ByteOrigin) {
        if active != nil {
            if value.isCommand { active?.appendCommand(bytes) } else { active?.dataSet?.push(bytes) }
        } else {
            orphan?.bytes &+= UInt64(bytes.count)
        }
    }

    public mutating func lostFragment(_ length: UInt64, of value: PresentationDataValue, origin: ByteOrigin) {
        guard active != nil else {
            orphan?.bytes &+= length
            return
        }
        active?.isDamaged = true
        if value.isCommand { active?.cutCommand() } else { active?.dataSet?.lost(length) }
    }

    /// Bytes lost with unknown PDUs in them: what was in progress may have lost its middle or its end.
    public mutating func lost() {
        messageOfTransfer = nil
        mayLackBeginning = true
        active?.loseUnknown()
        for index in parked.indices { parked[index].loseUnknown() }
    }

    public mutating func ended(
        _ value: PresentationDataValue, isComplete: Bool, origin: ByteOrigin,
        consumer: inout some MessageConsumer & ~Copyable
    ) {
        guard active != nil else {
            orphan?.evidence.extend(to: origin)
            if value.isLast { endOrphan(consumer: &consumer) }
            return
        }
        active?.extend(to: origin)
        if !isComplete { active?.isDamaged = true }
        guard value.isLast else { return }
        if value.isCommand { endCommand(consumer: &consumer) } else { endMessage(isWhole: true, consumer: &consumer) }
    }

    /// The direction is over: what is in progress ends incomplete.
    public mutating func finish(consumer: inout some MessageConsumer & ~Copyable) {
        endOrphan(consumer: &consumer)
        endMessage(isWhole: false, consumer: &consumer)
        while let next = parked.popLast() {
            active = next
            endMessage(isWhole: false, consumer: &consumer)
        }
    }
}

extension MessageAssembler {
    /// Data fragments whose command was not captured.
    private struct Orphan {
        var presentationContextID: UInt8
        var bytes: UInt64 = 0
        var evidence: EvidenceRange
    }

    /// Makes the message in progress on that context the active one.
    private mutating func activate(
        _ id: UInt8, origin: ByteOrigin, consumer: inout some MessageConsumer & ~Copyable
    ) {
        if active?.isOn(id) == true { return }
        if let interrupted = active?.presentationContextID {
            consumer.found(
                Anomaly(
                    "message/interleaved", side: side, evidence: EvidenceRange(origin), clause: "PS3.8 §E.1",
                    message: "A fragment on presentation context \(id) came before the message on context "
                        + "\(interrupted) was complete.",
                    details: [
                        Anomaly.Detail("presentationContextID", id), Anomaly.Detail("interrupted", interrupted),
                    ]))
            let current = active.take()
            if parked.count == Self.maximumParked {
                active = parked.removeFirst()
                endMessage(isWhole: false, consumer: &consumer)
            }
            if let current { parked.append(current) }
        }
        if let index = parked.firstIndex(where: { $0.presentationContextID == id }) {
            active = parked.remove(at: index)
        }
    }

    private mutating func startCommandFragment(
        _ value: PresentationDataValue, origin: ByteOrigin, consumer: inout some MessageConsumer & ~Copyable
    ) {
        endOrphan(consumer: &consumer)
        // Of a command set whose bytes were lost, what follows may be another's beginning: it cannot be its end alone.
        if active?.lacksCommand == false || active?.isCommandCut == true {
            if let active, !active.isDamaged { reportMissingDataSet(active, origin: origin, consumer: &consumer) }
            endMessage(isWhole: false, consumer: &consumer)
        }
        if active == nil {
            active = MessageInProgress(
                value.presentationContextID, token: nextToken, mayLackBeginning: mayLackBeginning, origin: origin)
            mayLackBeginning = false
            nextToken += 1
        }
        active?.fragments += 1
    }

    private mutating func startDataFragment(
        _ value: PresentationDataValue, origin: ByteOrigin, consumer: inout some MessageConsumer & ~Copyable
    ) {
        if active?.lacksCommand == true {
            consumer.found(
                Anomaly(
                    "message/data-before-command-end", side: side, evidence: EvidenceRange(origin),
                    clause: "PS3.8 §E.2",
                    message: "A data set fragment came before the command set's last fragment."))
            endCommand(consumer: &consumer)
        }
        guard active != nil else {
            if orphan?.presentationContextID != value.presentationContextID {
                endOrphan(consumer: &consumer)
                orphan = Orphan(
                    presentationContextID: value.presentationContextID, evidence: EvidenceRange(origin))
            }
            return
        }
        if active?.dataSet == nil {
            let known = syntaxes.last { $0.presentationContextID == value.presentationContextID }
            let check = checksElements ? ElementCheck.Purpose(active?.command?.commandField) : nil
            active?.dataSet = DataSetInProgress(
                known?.syntax, isInferred: known?.isInferred ?? true, origin: origin, keepsTree: keepsTrees,
                check: check)
        }
        active?.fragments += 1
    }

    private mutating func endOrphan(consumer: inout some MessageConsumer & ~Copyable) {
        guard let ended = orphan else { return }
        orphan = nil
        consumer.foundDataSetWithoutCommand(
            bytes: ended.bytes, presentationContextID: ended.presentationContextID, evidence: ended.evidence)
    }

    /// The command set is whole, or as whole as it will get.
    private mutating func endCommand(consumer: inout some MessageConsumer & ~Copyable) {
        guard let head = active?.closeCommand(side: side) else { return }
        consumer.began(head.message, token: head.token)
        if !head.message.command.hasDataSet { endMessage(isWhole: true, consumer: &consumer) }
    }

    private mutating func endMessage(isWhole: Bool, consumer: inout some MessageConsumer & ~Copyable) {
        if active?.lacksCommand != false {
            guard let head = active?.closeCommand(side: side) else { return }
            consumer.began(head.message, token: head.token)
        }
        guard var ended = active.take() else { return }
        guard let message = ended.close(side: side, isWhole: isWhole) else { return }
        consumer.ended(message, token: ended.token)
    }

    /// Whether a fragment on a context that has no message of its own is of the data set that the command before it, on
    /// another context, announced.
    private mutating func takesFromOtherContext(
        _ value: PresentationDataValue, origin: ByteOrigin, consumer: inout some MessageConsumer & ~Copyable
    ) -> Bool {
        let id = value.presentationContextID
        guard active?.awaitsDataSet == true, active?.isOn(id) == false, !mayLackBeginning,
            !parked.contains(where: { $0.presentationContextID == id }), let current = active
        else { return false }
        active?.dataContextID = id
        consumer.found(
            Anomaly(
                "message/data-set-on-other-context", side: side, evidence: EvidenceRange(origin), clause: "PS3.8 §E.1",
                message:
                    "The command set of \(current.command?.commandField?.description ?? "a message") came on presentation "
                    + "context \(current.presentationContextID), its data set on \(id).",
                details: [
                    Anomaly.Detail("presentationContextID", id),
                    Anomaly.Detail("command", current.presentationContextID),
                ]))
        return true
    }

    private func reportSeveralMessages(_ origin: ByteOrigin, consumer: inout some MessageConsumer & ~Copyable) {
        consumer.found(
            Anomaly(
                "message/several-in-transfer", side: side, evidence: EvidenceRange(origin), clause: "PS3.8 §E.1",
                message: "A P-DATA-TF has fragments of more than one message."))
    }

    private func reportMissingDataSet(
        _ current: MessageInProgress, origin: ByteOrigin, consumer: inout some MessageConsumer & ~Copyable
    ) {
        let what = current.dataSet == nil ? "never came" : "was not finished"
        consumer.found(
            Anomaly(
                "message/data-set-missing", side: side, evidence: EvidenceRange(origin), clause: "PS3.7 §6.3.1",
                message:
                    "The data set that \(current.command?.commandField?.description ?? "a command") announced \(what) "
                    + "when the next command began."))
    }
}

extension ElementCheck.Purpose {
    fileprivate init(_ field: CommandField?) {
        self =
            switch field {
            case .cStoreRQ?: .instance
            case .cFindRQ?, .cGetRQ?, .cMoveRQ?: .identifier
            default: .other
            }
    }
}
