import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence

/// What is the same of many operations in associations alike: the command sets it begins and ends with.
struct AlikeOperation: Alike {
    private let negotiation: Known<AlikeNegotiation>
    private let kind: CommandField
    private let presentationContextID: UInt8
    private let invoker: AssociationSide
    private let sopClass: UID?
    private let outcome: DIMSEOperation.Outcome
    private let request: AlikeCommand?
    private let last: AlikeCommand?

    /// `nil` for one with a long command set or an error comment.
    init?(_ operation: DIMSEOperation, in negotiation: Known<AlikeNegotiation>) {
        request = operation.request.flatMap { AlikeCommand($0) }
        last = operation.responses.last.flatMap { AlikeCommand($0) }
        guard (request == nil) == (operation.request == nil), (last == nil) == operation.responses.isEmpty else {
            return nil
        }
        self.negotiation = negotiation
        kind = operation.kind
        presentationContextID = operation.presentationContextID
        invoker = operation.invoker
        sopClass = operation.sopClass
        outcome = operation.outcome
    }

    var lists: Int { 1 }

    var digest: Digest {
        var digest = Digest()
        request?.add(to: &digest)
        last?.add(to: &digest)
        return digest
    }

    func isAlike(_ other: AlikeOperation) -> Bool {
        negotiation === other.negotiation && kind == other.kind
            && presentationContextID == other.presentationContextID && invoker == other.invoker
            && outcome == other.outcome && request == other.request && last == other.last && sopClass == other.sopClass
    }
}

/// What is the same of many messages in operations alike: all but the data set.
struct AlikeMessage: Alike {
    private let operation: Known<AlikeOperation>
    private let command: AlikeCommand

    /// `nil` for one with a long command set or an error comment.
    init?(_ message: DIMSEMessage, in operation: Known<AlikeOperation>) {
        guard let command = AlikeCommand(message) else { return nil }
        self.operation = operation
        self.command = command
    }

    /// Of the message and of its data set.
    var lists: Int { 2 }
    static let messageList = 0
    static let dataSetList = 1

    var digest: Digest {
        var digest = Digest()
        command.add(to: &digest)
        return digest
    }

    func isAlike(_ other: AlikeMessage) -> Bool { operation === other.operation && command == other.command }
}

private struct AlikeCommand: Equatable {
    private let bytes: [UInt8]
    private let from: AssociationSide
    private let presentationContextID: UInt8
    private let fragments: Int
    private let isComplete: Bool

    /// Longer ones are remembered by nobody.
    private static let longest = 1024

    init?(_ message: DIMSEMessage) {
        bytes = message.command.bytes
        // What of an error comment is shown depends on the request's data set.
        guard bytes.count <= Self.longest, message.command.element(0x0902) == nil else { return nil }
        from = message.from
        presentationContextID = message.presentationContextID
        fragments = message.fragments
        isComplete = message.isComplete
    }

    func add(to digest: inout Digest) { digest.add(bytes) }
}
