import DICOMDictionary
import DICOMMessageExchange
import Evidence

/// Pairs requests with what answers them, by Message ID and direction (PS3.7 §7.5, §9.1, §10.1).
struct OperationTracker {
    private struct Key: Hashable {
        var invoker: AssociationSide
        var messageID: UInt16
    }

    private struct Unfinished {
        var side: AssociationSide
        var token: Int
        var index: Int
    }

    private let options: TimelineOptions
    private(set) var operations: [DIMSEOperation] = []
    /// Operations beyond the limit on kept ones, until they are concluded.
    private var passing: [Int: DIMSEOperation] = [:]
    private var count = 0
    private(set) var notKept = 0
    private var responsesKept = 0
    /// The operation that last used a Message ID, concluded or not.
    private var latest: [Key: Int] = [:]
    /// Open operations whose Message ID was used again before they were answered, oldest first.
    private var shadowed: [Key: [Int]] = [:]
    /// Requests whose data set is still coming.
    private var unfinished: [Unfinished] = []
    /// Operations of that invoker before this one may have been answered by messages that were lost.
    private var doubtful = BySide(0)

    /// Open operations beyond the limit on kept ones that are followed; more are only counted.
    private static let maximumPassing = 4096
    /// Open operations of one Message ID that can still be answered; the oldest beyond them stay unanswered.
    private static let maximumShadowed = 64

    /// What the association may keep: its operations, and its anomalies.
    var kept: KeptBytes.Share

    init(options: TimelineOptions, kept: KeptBytes.Share) {
        self.options = options
        self.kept = kept
    }

    /// A fact about the pairing that is not as PS3.7 has it.
    enum Oddity: Equatable {
        case messageIDInUse(UInt16)
        case responseWithoutRequest(UInt16)
        case secondFinalResponse(UInt16)
        case responseOfOtherKind(CommandField, to: CommandField)
        case cancelWithoutRequest(UInt16)
        case noCommandField
    }

    /// A command set has come. `sopClass` is what its presentation context is for.
    mutating func began(_ message: DIMSEMessage, token: Int, sopClass: UID?) -> Oddity? {
        guard let field = message.command.commandField, !field.isResponse, !field.isCancel else { return nil }
        let messageID = message.command.messageID
        let operation = DIMSEOperation(
            id: count + 1, kind: field, presentationContextID: message.presentationContextID, messageID: messageID,
            invoker: message.from, sopClass: Self.sopClass(of: message, orElse: sopClass))
        guard let index = add(operation, request: message) else { return nil }
        unfinished.append(Unfinished(side: message.from, token: token, index: index))
        guard let messageID else { return nil }
        let key = Key(invoker: message.from, messageID: messageID)
        defer { latest[key] = index }
        guard let earlier = latest[key], isOpen(earlier) else { return nil }
        shadowed[key, default: []].append(earlier)
        if shadowed[key, default: []].count > Self.maximumShadowed { shadowed[key]?.removeFirst() }
        return .messageIDInUse(messageID)
    }

    /// A message is over. The operation it concludes is handed out.
    mutating func ended(
        _ message: DIMSEMessage, token: Int, sopClass: UID?
    ) -> (oddity: Oddity?, concluded: DIMSEOperation?) {
        if let place = unfinished.firstIndex(where: { $0.token == token && $0.side == message.from }) {
            let index = unfinished.remove(at: place).index
            let isKept = index < operations.count
            if isKept { kept.take(message.keptBytes) }
            update(index) { $0.request = isKept ? message : message.withoutDetails }
            return (nil, nil)
        }
        guard let field = message.command.commandField else {
            return (message.isComplete && !message.command.isCut ? .noCommandField : nil, nil)
        }
        if field.isCancel { return (cancel(message), nil) }
        guard field.isResponse else { return (nil, nil) }
        return respond(message, field, sopClass: sopClass)
    }

    /// Messages that side sent may have been lost, responses among them.
    mutating func lost(from side: AssociationSide) {
        doubtful[side.other] = count
    }

    /// The association has ended: what is open stays without its answer. `canTell` says whether an answer of that
    /// operation's invoker's peer could not have been missed.
    mutating func finish(canTell: (DIMSEOperation) -> Bool, concluded: (DIMSEOperation) -> Void) {
        for index in operations.indices where operations[index].isOpen {
            operations[index].conclude(canTell: canTell(operations[index]))
            concluded(operations[index])
        }
        for var operation in passing.values.sorted(by: { $0.id < $1.id }) {
            operation.conclude(canTell: canTell(operation))
            concluded(operation)
        }
        passing = [:]
    }

    func isOpen(_ index: Int) -> Bool {
        index < operations.count ? operations[index].isOpen : passing[index] != nil
    }
}

extension OperationTracker {
    /// Mostly the one of the presentation context, whose text is then shared.
    private static func sopClass(of message: DIMSEMessage, orElse known: UID?) -> UID? {
        message.command.sopClassUID(mostly: known) ?? known
    }

    private mutating func add(_ operation: DIMSEOperation, request: DIMSEMessage?) -> Int? {
        var operation = operation
        operation.request = request
        defer { count += 1 }
        if operations.count < options.operations, kept.hasRoom || count == 0, notKept == 0 {
            operations.append(operation)
        } else {
            notKept += 1
            guard passing.count < Self.maximumPassing else { return nil }
            passing[count] = operation
        }
        return count
    }

    private mutating func update(_ index: Int, _ body: (inout DIMSEOperation) -> Void) {
        if index < operations.count {
            body(&operations[index])
        } else if let place = passing.index(forKey: index) {
            body(&passing.values[place])
        }
    }

    private mutating func cancel(_ message: DIMSEMessage) -> Oddity? {
        guard let messageID = message.command.messageIDBeingRespondedTo else { return nil }
        let key = Key(invoker: message.from, messageID: messageID)
        guard let index = latest[key] else { return .cancelWithoutRequest(messageID) }
        let limit = options.responsesPerOperation
        guard kept.hasRoom else { return nil }
        kept.take(message.keptBytes)
        update(index) { if $0.cancels.count < limit { $0.cancels.append(message) } }
        return nil
    }

    private mutating func respond(
        _ message: DIMSEMessage, _ field: CommandField, sopClass: UID?
    ) -> (oddity: Oddity?, concluded: DIMSEOperation?) {
        let messageID = message.command.messageIDBeingRespondedTo
        let invoker = message.from.other
        guard let messageID, let found = open(Key(invoker: invoker, messageID: messageID), answeredBy: message) else {
            return unasked(message, field, invoker: invoker, messageID: messageID, sopClass: sopClass)
        }
        var oddity: Oddity?
        var concluded: DIMSEOperation?
        var isAdded = false
        let keeps = responsesKept < options.responses && kept.hasRoom
        let message = keeps && found < operations.count ? message : message.withoutDetails
        kept.take(keeps ? message.keptBytes : 0)
        let limit = options.responsesPerOperation
        update(found) { operation in
            if operation.kind != field.request { oddity = .responseOfOtherKind(field, to: operation.kind) }
            isAdded = operation.add(message, keeps: keeps, limit: limit)
            if !operation.isOpen { concluded = operation }
        }
        if isAdded { responsesKept += 1 }
        if concluded != nil { passing[found] = nil }
        return (oddity, concluded)
    }

    /// The open operation of that Message ID. Of several it is the one whose SOP instance the response names, or else the
    /// oldest of its kind; where an older one's answer may have been lost, the newest.
    private mutating func open(_ key: Key, answeredBy response: DIMSEMessage) -> Int? {
        let last = latest[key].flatMap { isOpen($0) ? $0 : nil }
        guard var waiting = shadowed[key] else { return last }
        waiting.removeAll { !isOpen($0) }
        let candidates = (waiting + (last.map { [$0] } ?? [])).filter { index in
            // Behind a hole responses are known later than requests that were sent after them.
            guard let operation = self[index], operation.kind == response.command.commandField?.request else {
                return false
            }
            return operation.request.map { $0.evidence.firstFrame <= response.evidence.lastFrame } ?? true
        }
        let instance = response.command.sopInstanceUID
        let named = candidates.first { instance != nil && self[$0]?.request?.command.sopInstanceUID == instance }
        let isDoubtful = candidates.first.map { $0 < doubtful[key.invoker] } ?? false
        let chosen = named ?? (isDoubtful ? candidates.last : candidates.first) ?? last
        // A pending response does not answer it for good.
        if response.command.status.map({ Status($0).category }) != .pending { waiting.removeAll { $0 == chosen } }
        shadowed[key] = waiting.isEmpty ? nil : waiting
        return chosen
    }

    private subscript(index: Int) -> DIMSEOperation? { index < operations.count ? operations[index] : passing[index] }

    /// A response to nothing that is open: its request was not seen, or it was answered already.
    private mutating func unasked(
        _ message: DIMSEMessage, _ field: CommandField, invoker: AssociationSide, messageID: UInt16?, sopClass: UID?
    ) -> (oddity: Oddity?, concluded: DIMSEOperation?) {
        let key = messageID.map { Key(invoker: invoker, messageID: $0) }
        let wasAnswered = key.flatMap { latest[$0] } != nil
        var operation = DIMSEOperation(
            id: count + 1, kind: field.request, presentationContextID: message.presentationContextID,
            messageID: messageID, invoker: invoker, sopClass: Self.sopClass(of: message, orElse: sopClass))
        _ = operation.add(message, keeps: true, limit: options.responsesPerOperation)
        if let index = add(operation, request: nil) {
            if !operation.isOpen { passing[index] = nil }
            if let key, operation.isOpen { latest[key] = index }
        }
        let concluded = operation.isOpen ? nil : operation
        guard let messageID else { return (nil, concluded) }
        return (wasAnswered ? .secondFinalResponse(messageID) : .responseWithoutRequest(messageID), concluded)
    }
}
