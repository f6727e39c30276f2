import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import Evidence

/// What the answer says against the request.
extension AssociationFacts {
    private var requestItem: UserInformation? { association.request?.value.userInformation }
    private var acceptItem: UserInformation? { association.accept?.value.userInformation }

    /// Contexts of the request without an answer.
    var unansweredContextIDs: [UInt8] {
        let answered = Set(association.accept?.value.presentationContexts.compactMap(\.id) ?? [])
        return contexts.filter { $0.context.result == nil && !answered.contains($0.context.id) }.map(\.context.id)
    }

    /// Answers to contexts that were not proposed, and second answers.
    var unaskedContextIDs: [UInt8] {
        guard let request = association.request?.value, let accept = association.accept?.value else { return [] }
        var open = request.presentationContexts.compactMap(\.id)
        return accept.presentationContexts.compactMap(\.id).filter { id in
            guard let index = open.firstIndex(of: id) else { return true }
            open.remove(at: index)
            return false
        }
    }

    /// The answer's roles for SOP classes without one in the request, or that grant what was not asked.
    var rolesBeyondRequest: [UID] {
        let asked = requestItem?.roleSelections ?? []
        return (acceptItem?.roleSelections ?? []).filter { granted in
            guard let role = asked.first(where: { $0.sopClass == granted.sopClass }) else { return true }
            return granted.scu > role.scu || granted.scp > role.scp
        }.map(\.sopClass)
    }

    var extendedBeyondRequest: [UID] {
        let asked = Set((requestItem?.extendedNegotiations ?? []).map(\.sopClass))
        return (acceptItem?.extendedNegotiations ?? []).map(\.sopClass).filter { !asked.contains($0) }
    }

    /// SOP classes of role selections or extended negotiations that no context proposes.
    var negotiatedWithoutContext: [UID] {
        let proposed = Set(association.presentationContexts.compactMap(\.abstractSyntax))
        let named =
            (requestItem?.roleSelections.map(\.sopClass) ?? [])
            + (requestItem?.extendedNegotiations.map(\.sopClass) ?? [])
            + (requestItem?.commonExtendedNegotiations.map(\.sopClass) ?? [])
        return named.filter { !proposed.contains($0) }
    }

    var duplicateRoles: [UID] {
        var seen: Set<UID> = []
        return (requestItem?.roleSelections ?? []).map(\.sopClass).filter { !seen.insert($0).inserted }
    }

    /// The answer repeats both AE title fields byte by byte.
    var echoesAETitles: Bool? {
        guard let request = association.request?.value, let accept = association.accept?.value else { return nil }
        return request.calledAETitleBytes == accept.calledAETitleBytes
            && request.callingAETitleBytes == accept.callingAETitleBytes
    }

    /// SOP classes proposed in contexts none of which offers Implicit VR Little Endian.
    var syntaxesWithoutDefault: [UID] {
        var seen: Set<UID> = []
        return contexts.filter { !$0.defaultIsProposed && !$0.context.isInferred }.compactMap(\.context.abstractSyntax)
            .filter { seen.insert($0).inserted }
    }

    var answerTime: Double? {
        guard let request = association.request else { return nil }
        guard let answer = association.accept?.evidence ?? association.reject?.evidence else { return nil }
        return max(0, answer.firstTime.seconds(since: request.evidence.time))
    }
}

/// How it came to its end.
extension AssociationFacts {
    private func first(_ type: PDUType) -> PDUFacts? { pdus.first { $0.entry.type == type } }

    var releaseRequest: PDUFacts? { first(.releaseRQ) }
    var releaseResponse: PDUFacts? { first(.releaseRP) }

    var releaseTime: Double? {
        guard let request = releaseRequest, let response = releaseResponse else { return nil }
        return max(0, response.entry.time.seconds(since: request.entry.time))
    }

    /// From the request on; `nil` where something answered it.
    var waited: Double? {
        guard let request = association.request, association.accept == nil, association.reject == nil else {
            return nil
        }
        let abort = association.aborts.first { $0.evidence.time >= request.evidence.time }
        guard abort?.from != .acceptor else { return nil }
        return max(0, (abort?.evidence.time ?? association.end).seconds(since: request.evidence.time))
    }

    var endedBy: AssociationSide? {
        let spoken = [
            releaseRequest.map { ($0.entry.frame, $0.entry.from) },
            association.aborts.first.map { ($0.evidence.lastFrame, $0.from) },
        ].compactMap { $0 }.min { $0.0 < $1.0 }
        return spoken?.1 ?? connection.side(association.tcp.reset?.direction ?? association.tcp.firstFIN)
    }

    /// Operations without final response when it was over.
    var unanswered: [OperationFacts] {
        operations.filter { $0.operation.request != nil && $0.final == nil }
    }

    /// From the PDU that ended it to the connection's end; `nil` where either was not seen.
    var closeTime: Double? {
        guard let end = lastWord?.time, association.tcp.firstFIN != nil || association.tcp.reset != nil else {
            return nil
        }
        return max(0, association.tcp.last.time.seconds(since: end))
    }

    /// Who received the PDU that ended it.
    var closingSide: AssociationSide? { lastWord?.from.other }

    /// The last PDU that ended it: when it was sent, and by whom.
    private var lastWord: (time: Timestamp, from: AssociationSide)? {
        let ends = [
            association.reject.map { ($0.evidence.time, $0.from) },
            association.aborts.last.map { ($0.evidence.time, $0.from) },
            releaseResponse.map { ($0.entry.time, $0.entry.from) },
        ]
        return ends.compactMap { $0 }.max { $0.0 < $1.0 }
    }

    /// Messages whose end never came.
    var incompleteMessages: [MessageFacts] {
        operations.flatMap { operation in
            operation.messages.filter { !$0.message.isComplete }
        }
    }
}
