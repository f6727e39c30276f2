import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange
import Evidence
import RuleExpression

/// A DIMSE operation: a request and all that answers it.
final class OperationFacts: EvidencedRecord {
    let operation: DIMSEOperation
    let index: Int
    unowned let association: AssociationFacts

    init(_ operation: DIMSEOperation, index: Int, _ association: AssociationFacts) {
        self.operation = operation
        self.index = index
        self.association = association
    }

    static let outcomes = DIMSEOperation.Outcome.allCases.map(\.rawValue)

    var evidence: [FactEvidence] {
        [operation.request, operation.responses.last].compactMap { $0 }.map { message in
            FactEvidence(
                frame: message.commandEvidence.lastFrame, time: message.commandEvidence.time, from: message.from,
                tcpStream: association.association.tcpStream)
        }
    }

    /// From its first frame to its last; to the association's end where nothing ended it.
    lazy var frames: ClosedRange<UInt64> = {
        let evidence = ([operation.request].compactMap { $0 } + operation.responses).map(\.evidence)
        let first = evidence.map(\.firstFrame.rawValue).min() ?? 0
        let isOpen = operation.outcome == .unanswered || operation.outcome == .incomplete
        let last = isOpen ? association.association.lastFrame.rawValue : evidence.map(\.lastFrame.rawValue).max()
        return first...max(first, last ?? first)
    }()

    lazy var request = operation.request.map { MessageFacts($0, self) }
    lazy var responses = operation.responses.map { MessageFacts($0, self) }
    lazy var cancels = operation.cancels.map { MessageFacts($0, self) }
    var messages: [MessageFacts] { (request.map { [$0] } ?? []) + responses + cancels }
    var final: MessageFacts? { responses.last.flatMap { $0.status?.status.category == .pending ? nil : $0 } }

    var context: ContextFacts? { association.context(operation.presentationContextID) }
    /// The class of service: of the SOP class the message names, or else of its context's abstract syntax.
    lazy var serviceClass: ServiceClass = {
        let own = operation.sopClass?.serviceClass ?? .unknown
        return own != .unknown ? own : context?.context.abstractSyntax?.serviceClass ?? .unknown
    }()
    var requestIsWhole: Bool { operation.request?.isComplete == true }

    /// From the request's last byte to the first response's first.
    var answerTime: Double? {
        guard let request = operation.request, let first = operation.responses.first else { return nil }
        return max(0, first.evidence.firstTime.seconds(since: request.evidence.time))
    }
    /// From the request's last byte to the final response's last: what the performer took.
    var serviceTime: Double? {
        guard let request = operation.request, let last = operation.responses.last, operation.outcome != .incomplete
        else { return nil }
        return max(0, last.evidence.time.seconds(since: request.evidence.time))
    }
    /// From the request's first byte to its last.
    var sendTime: Double? {
        operation.request.map { max(0, $0.evidence.time.seconds(since: $0.evidence.firstTime)) }
    }
    /// The longest time between two responses, or between the request and the first.
    var longestGap: Double? {
        guard var last = operation.request?.evidence.time else { return nil }
        guard operation.responseCount == operation.responses.count else { return nil }
        var longest: Double?
        for response in operation.responses {
            longest = max(longest ?? 0, response.evidence.firstTime.seconds(since: last))
            last = response.evidence.time
        }
        return longest
    }
    /// How long its invoker had waited when the association was aborted, or ended, without a final response.
    var waited: Double? {
        guard let request = operation.request, operation.outcome == .unanswered || operation.outcome == .incomplete
        else { return nil }
        let abort = association.association.aborts.first { $0.evidence.time >= request.evidence.time }
        let end = abort?.evidence.time ?? association.association.end
        return max(0, end.seconds(since: request.evidence.time))
    }
    /// From the previous operation's final response to this request: what the invoker took.
    var thinkTime: Double? {
        guard let request = operation.request, index > 0 else { return nil }
        guard let last = association.association.operations[index - 1].responses.last else { return nil }
        let time = request.evidence.firstTime.seconds(since: last.evidence.time)
        return time < 0 ? nil : time
    }

    /// Responses after the first C-CANCEL.
    var responsesAfterCancel: Int {
        guard let cancel = operation.cancels.first else { return 0 }
        return operation.responses.count { $0.commandEvidence.lastFrame > cancel.commandEvidence.lastFrame }
    }

    /// Elements of a response that shall equal the request's, where both have them, and do not.
    lazy var contradictions: [String] = {
        guard let request = operation.request?.command else { return [] }
        let (event, action) = (request.eventTypeID, request.actionTypeID)
        var found: [String] = []
        for response in operation.responses {
            let answer = response.command
            func note(_ name: String) { if !found.contains(name) { found.append(name) } }
            func check(_ name: String, _ left: UInt16?, _ right: UInt16?) {
                if let left, let right, left != right { note(name) }
            }
            if request.names(otherClassThan: answer) { note("SOP Class UID") }
            if request.names(otherInstanceThan: answer) { note("SOP Instance UID") }
            if event != nil { check("Event Type ID", event, answer.eventTypeID) }
            if action != nil { check("Action Type ID", action, answer.actionTypeID) }
        }
        return found
    }()

    // Sub-operation counters of C-GET and C-MOVE.

    private func total(_ command: CommandSet) -> Int? {
        guard let remaining = command.numberOfRemainingSuboperations,
            let completed = command.numberOfCompletedSuboperations,
            let failed = command.numberOfFailedSuboperations, let warning = command.numberOfWarningSuboperations
        else { return nil }
        return Int(remaining) + Int(completed) + Int(failed) + Int(warning)
    }
    var totals: [Int] { operation.responses.compactMap { total($0.command) } }
    /// A counter goes the wrong way between two responses.
    var countersGoBack: Bool {
        var last: CommandSet?
        for response in operation.responses {
            defer { last = response.command }
            guard let last else { continue }
            func falls(_ path: (CommandSet) -> UInt16?) -> Bool {
                guard let before = path(last), let after = path(response.command) else { return false }
                return after < before
            }
            if falls(\.numberOfCompletedSuboperations) || falls(\.numberOfFailedSuboperations)
                || falls(\.numberOfWarningSuboperations)
            {
                return true
            }
            if let before = last.numberOfRemainingSuboperations,
                let after = response.command.numberOfRemainingSuboperations, after > before
            {
                return true
            }
        }
        return false
    }

    // Queries.

    /// Attributes of the identifier that no pending response's data set has, among those kept of data sets.
    lazy var unreturnedKeys: [String] = {
        guard let keys = request?.dataSet, keys.summary.isComplete else { return [] }
        let answers = responses.compactMap { response in
            response.dataSet.flatMap { $0.summary.isComplete ? $0.keptTags : nil }
        }
        let wanted = keys.keptTags
        guard answers.contains(where: { $0 != wanted }) else { return [] }
        return wanted.filter { tag in
            !Self.never.contains(tag) && answers.contains { !$0.contains(tag) }
        }.sorted().map { $0.dictionaryEntry?.name ?? "\($0)" }
    }()
    /// Attributes of responses that were not asked for and do not come by themselves (PS3.4 §C.4.1.1.3.2).
    lazy var unaskedKeys: [String] = {
        guard let keys = request?.dataSet, keys.summary.isComplete else { return [] }
        let wanted = keys.keptTags
        var unasked: Set<Tag> = []
        for response in responses {
            guard let tags = response.dataSet?.keptTags, tags != wanted else { continue }
            for tag in tags where !wanted.contains(tag) && !Self.permitted.contains(tag) { unasked.insert(tag) }
        }
        return unasked.sorted().map { $0.dictionaryEntry?.name ?? "\($0)" }
    }()
    private static let never: Set<Tag> = [.specificCharacterSet]
    private static let permitted: Set<Tag> = [
        .specificCharacterSet, .queryRetrieveLevel, .retrieveAETitle, Tag(0x0008, 0x0056), Tag(0x0008, 0x0201),
        Tag(0x0088, 0x0130), Tag(0x0088, 0x0140),
    ]
    var studiesOfSeveralAccessionNumbers: [UID] {
        var numbers: [String: String] = [:]
        var studies: [String] = []
        for match in responses.lazy.compactMap(\.dataSet?.summary) {
            guard let study = match.text(.studyInstanceUID), !study.isEmpty,
                let number = match.text(.accessionNumber), !number.isEmpty
            else { continue }
            if numbers[study, default: number] != number, !studies.contains(study) { studies.append(study) }
            numbers[study] = number
        }
        return studies.map { UID(rawValue: $0) }
    }
    /// Every key but the level and the character set is empty.
    var isUnconstrained: Bool {
        guard let keys = request?.dataSet else { return false }
        return keys.summary.attributes.allSatisfy { attribute in
            attribute.tag == .queryRetrieveLevel || attribute.tag == .specificCharacterSet || attribute.text.isEmpty
                || attribute.text == "*" || (attribute.sequence == nil && attribute.tag.dictionaryVR == .sequence)
        }
    }
}
