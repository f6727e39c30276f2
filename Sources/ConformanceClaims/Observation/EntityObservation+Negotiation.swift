import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import Evidence

extension EntityObservation {
    /// Takes in an association in which the product was that side.
    func note(_ association: Association, as side: AssociationSide) {
        let begin = Sighting(beginOf: association)
        associations[side, default: [:]][association.outcome].note(begin)
        // The acceptance itself may be missing from the capture.
        if association.accept != nil || !association.operations.isEmpty || association.wasReleased {
            accepted[side].note(begin)
        }
        if side == .acceptor {
            endpoints.note(association.acceptor, begin, budget)
        } else {
            addresses.note(association.requestor.address, begin, budget)
        }
        noteSecurity(association, as: side, begin)
        if let request = association.request { note(request, as: side, of: association) }
        if let accept = association.accept { note(accept, as: side, of: association) }
        // What the requestor proposes its request shows; what the acceptor makes of it, its answer.
        let evidence = side == .requestor ? association.request?.evidence : association.accept?.evidence
        let place = evidence.map { Sighting($0, from: side, of: association) } ?? begin
        let found = association.presentationContexts.compactMap { ContextOffer($0, side: side) }
        for offer in found { offers.note(offer, place, cost: offer.cost, budget) }
        if side == .requestor, association.request?.value.isComplete == true {
            let proposal = Proposal(
                syntaxes: Dictionary(found.map { ($0.sopClass, Set($0.syntaxes)) }) { $0.union($1) })
            proposals.note(proposal, place, cost: proposal.cost, budget)
        }
        noteRejectionAndAborts(association, as: side)
        noteOutstanding(association, as: side)
    }

    private func noteSecurity(_ association: Association, as side: AssociationSide, _ begin: Sighting) {
        guard let foreign = association.foreignProtocol, foreign.value == .tls else { return secure[false].note(begin) }
        // Who is spoken to in TLS need not speak it.
        guard foreign.from == side || association.tls?.serverHello != nil else { return }
        secure[true].note(begin)
        if side == .acceptor { secureEndpoints.note(association.acceptor, begin, budget) }
        guard let handshake = association.tls else { return }
        let evidence = handshake.serverHello ?? handshake.clientHello
        let use = TLSUse(handshake, as: side, at: association.start)
        tls.note(use, evidence.map { Sighting($0, from: side, of: association) } ?? begin, cost: use.cost, budget)
    }

    private func note(_ request: Located<PDU.AssociateRQ>, as side: AssociationSide, of association: Association) {
        guard side == .requestor, request.value.isComplete else { return }
        let sighting = Sighting(request.evidence, from: .requestor, of: association)
        note(request.value.applicationContext, request.value.userInformation, sighting)
        let information = request.value.userInformation
        userIdentities.note(information?.userIdentityRequest?.type?.rawValue, sighting, budget)
        note(information, side, sighting)
        let window = information?.asynchronousOperationsWindow
        windows.note(window ?? .init(invoked: 1, performed: 1), sighting, budget)
    }

    private func note(_ accept: Located<PDU.AssociateAC>, as side: AssociationSide, of association: Association) {
        let sighting = Sighting(accept.evidence, from: .acceptor, of: association)
        reach[side, default: Reach()].note(association)
        guard side == .acceptor, accept.value.isComplete else { return }
        note(accept.value.applicationContext, accept.value.userInformation, sighting)
        note(accept.value.userInformation, side, sighting)
        noteUnanswered(association.request?.value.userInformation, accept.value.userInformation, sighting)
        if let version = association.request?.value.protocolVersion, version & 1 == 0 {
            acceptedOtherVersion.note(sighting)
        }
        let contexts = association.presentationContexts
        if !contexts.isEmpty, contexts.allSatisfy({ $0.result != nil && !$0.isAccepted }) {
            acceptedWithoutContext.note(sighting)
        }
        if let caller = association.callingAETitle {
            acceptedCallers.note(caller.bounded, sighting, cost: 128, budget)
        }
        if let name = association.request?.value.applicationContext {
            acceptedContextNames.note(name.bounded, sighting, cost: 128, budget)
        }
        // What the requestor may invoke the acceptor performs (PS3.7 §D.3.3.3).
        if association.request?.value.userInformation?.asynchronousOperationsWindow != nil {
            let granted = accept.value.userInformation?.asynchronousOperationsWindow
            let window = AsynchronousOperationsWindow(
                invoked: granted?.performed ?? 1, performed: granted?.invoked ?? 1)
            windows.note(window, sighting, budget)
        }
    }

    private func note(_ applicationContext: UID?, _ information: UserInformation?, _ sighting: Sighting) {
        if let applicationContext { applicationContexts.note(applicationContext.bounded, sighting, cost: 128, budget) }
        guard let information else { return }
        let uid = information.implementationClassUID?.rawValue ?? ""
        implementationClassUIDs.note(uid.bounded, sighting, cost: 128, budget)
        let name = information.implementationVersionName ?? ""
        implementationVersionNames.note(name.bounded, sighting, cost: 128, budget)
        if let length = information.maximumLength { maximumLengths.note(length, sighting, budget) }
    }

    /// Extended negotiation the product asks for, or answers.
    private func note(_ information: UserInformation?, _ side: AssociationSide, _ sighting: Sighting) {
        var found: Set<ExtendedNegotiationKey> = []
        for item in information?.extendedNegotiations ?? [] {
            for kind in ExtendedNegotiationKind.kinds(of: item) {
                found.insert(ExtendedNegotiationKey(kind: kind, sopClass: item.sopClass.bounded, side: side))
            }
        }
        for item in information?.commonExtendedNegotiations ?? [] {
            found.insert(ExtendedNegotiationKey(kind: .common, sopClass: item.sopClass.bounded, side: side))
        }
        if found.isEmpty { found = [ExtendedNegotiationKey(kind: nil, sopClass: nil, side: side)] }
        for key in found { extendedNegotiations.note(key, sighting, cost: 192, budget) }
    }

    /// What the requestor asked for and did not get.
    private func noteUnanswered(_ asked: UserInformation?, _ granted: UserInformation?, _ sighting: Sighting) {
        let answered = Set((granted?.extendedNegotiations ?? []).map(\.sopClass))
        var refused: Set<ExtendedNegotiationKey> = []
        for item in asked?.extendedNegotiations ?? [] where !answered.contains(item.sopClass) {
            for kind in ExtendedNegotiationKind.kinds(of: item) {
                refused.insert(
                    ExtendedNegotiationKey(
                        kind: kind, sopClass: item.sopClass.bounded, side: .acceptor, isRefused: true))
            }
        }
        for key in refused { extendedNegotiations.note(key, sighting, cost: 192, budget) }
        if let identity = asked?.userIdentityRequest, identity.positiveResponseRequested == 1, let type = identity.type
        {
            let key = UserIdentityKey(code: type.rawValue, isAnswered: granted?.userIdentityResponse != nil)
            userIdentitiesReceived.note(key, sighting, budget)
        }
    }

    private func noteRejectionAndAborts(_ association: Association, as side: AssociationSide) {
        if let reject = association.reject, side == .acceptor, let rejection = Rejection(association) {
            note(rejection, Tally(Sighting(reject.evidence, from: .acceptor, of: association)))
        }
        for abort in association.aborts where abort.from == side {
            guard let source = abort.value.source, let reason = abort.value.reason else { continue }
            aborts.note([source, reason], Sighting(abort.evidence, from: side, of: association), budget)
        }
    }

    func note(_ rejection: Rejection, _ tally: Tally) {
        rejections.update(
            rejection, cost: rejection.cost, budget, new: RejectionUse(seen: tally, time: tally.first.time)
        ) { use in
            use.seen.add(tally)
            use.time = min(use.time, tally.first.time)
        }
    }

    /// Counts operations that were open at once, by who invoked them.
    private func noteOutstanding(_ association: Association, as side: AssociationSide) {
        for invoker in [AssociationSide.requestor, .acceptor] {
            let spans = association.operations.lazy.filter { $0.invoker == invoker }.compactMap { operation in
                operation.request.map { request in
                    (
                        start: request.evidence.firstTime,
                        end: operation.responses.last?.evidence.time ?? association.end, request.evidence
                    )
                }
            }
            let starts = spans.sorted { $0.start < $1.start }
            let ends = starts.map(\.end).sorted()
            var ended = 0
            for (begun, span) in starts.enumerated() {
                while ended < ends.count, ends[ended] <= span.start { ended += 1 }
                let open = begun + 1 - ended
                let sighting = Sighting(span.2, from: invoker, of: association)
                if invoker == side { mostInvoked.note(open, sighting) } else { mostPerformed.note(open, sighting) }
            }
        }
    }
}

extension Rejection {
    /// `nil` where the A-ASSOCIATE-RJ is cut.
    init?(_ association: Association) {
        guard let reject = association.reject?.value, let result = reject.result, let source = reject.source,
            let reason = reject.reason
        else { return nil }
        code = RejectionClaim.Code(result: result, source: source, reason: reason)
        calledAETitle = association.calledAETitle?.bounded
        callingAETitle = association.callingAETitle?.bounded
        applicationContext = association.request?.value.applicationContext?.bounded
        protocolVersion = association.request?.value.protocolVersion
        hasUserIdentity = association.request?.value.userInformation?.userIdentityRequest != nil
    }
}

extension ExtendedNegotiationKind {
    /// What the sub-item asks for. One that sets nothing is still there.
    static func kinds(of item: ExtendedNegotiation) -> Set<ExtendedNegotiationKind> {
        if item.sopClass.serviceClass == .storage { return [.storage] }
        var kinds: Set<ExtendedNegotiationKind> = []
        for option in item.options where option.value != 0 { kinds.insert(names[option.name] ?? .other) }
        return kinds
    }

    /// By the names `ExtendedNegotiation` gives the bytes.
    private static let names: [String: ExtendedNegotiationKind] = [
        "relational-queries": .relational, "relational-retrieval": .relational, "date-time matching": .dateTime,
        "fuzzy semantic matching of person names": .fuzzy, "timezone query adjustment": .timezone,
        "enhanced multi-frame image conversion": .multiFrameConversion, "empty value matching": .emptyValue,
        "multiple value matching": .multipleValue,
    ]
}
