import DICOMDictionary
import DICOMUpperLayer

extension PresentationContext {
    /// What was proposed, in that order, each with its answer; answers to nothing proposed come behind.
    static func negotiated(request: PDU.AssociateRQ?, accept: PDU.AssociateAC?) -> [PresentationContext] {
        var contexts = request.map(proposed) ?? []
        guard let accept else { return contexts }
        var places = ContextPlaces()
        for (index, context) in contexts.enumerated() where places[context.id] == nil { places[context.id] = index }
        let granted = roles(accept.userInformationItems)
        for answer in accept.presentationContexts {
            guard let id = answer.id else { continue }
            let place: Int
            if let known = places[id], contexts[known].result == nil {
                place = known
            } else {
                place = contexts.count
                places[id] = places[id] ?? place
                contexts.append(PresentationContext(id: id, abstractSyntax: nil, proposedTransferSyntaxes: []))
            }
            contexts[place].result = answer.result
            if answer.result == .acceptance { contexts[place].acceptedTransferSyntax = answer.transferSyntax }
            if !granted.isEmpty {
                contexts[place].acceptedRoles = contexts[place].abstractSyntax.flatMap { granted[$0] }
            }
        }
        return contexts
    }

    private static func proposed(_ request: PDU.AssociateRQ) -> [PresentationContext] {
        let roles = roles(request.userInformationItems)
        return request.presentationContexts.compactMap { item in
            guard let id = item.id else { return nil }
            var context = PresentationContext(
                id: id, abstractSyntax: item.abstractSyntax, proposedTransferSyntaxes: item.transferSyntaxes)
            if !roles.isEmpty { context.proposedRoles = item.abstractSyntax.flatMap { roles[$0] } }
            return context
        }
    }

    private static func roles(_ items: [UserInformation]) -> [UID: Roles] {
        var roles: [UID: Roles] = [:]
        for item in items {
            for selection in item.roleSelections where roles[selection.sopClass] == nil {
                roles[selection.sopClass] = Roles(scu: selection.scu == 1, scp: selection.scp == 1)
            }
        }
        return roles
    }
}
