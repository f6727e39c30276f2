import DICOMDataSet
import DICOMDictionary

/// Makes a statement of what a product was seen doing.
struct DraftStatement {
    let observation: ProductObservation
    let aeTitles: [String]

    static let place = ClaimPlace(path: "draft", line: 1, column: 1)
    static func claim<Value>(_ value: Value) -> Claim<Value> { Claim(value, at: place) }

    var statement: ConformanceStatement {
        let entities = observation.entities.map(entity)
        let all = EntityEvidence(observation.entities)
        return ConformanceStatement(
            file: "draft", formatVersion: 1,
            product: ClaimedProduct(name: aeTitles.joined(separator: ", "), place: Self.place),
            match: ProductMatch(aeTitles: aeTitles.map { Self.claim(GlobPattern($0)) }), sets: [], entities: entities,
            characterSets: characterSets(all), security: security(all), unobservable: [], ignored: [])
    }

    private func characterSets(_ evidence: EntityEvidence) -> [Claim<String>] {
        let terms = Set(evidence.tallies(\.characterSets).flatMap { SecurityJudge.terms($0.key) })
        let known = terms.filter { SpecificCharacterSet(terms: [$0]).unknownTerms.isEmpty }
        // A list that lacks one of those seen would be contradicted at once, and so would any where text is of none.
        return known.count == terms.count && evidence.tallies(\.foreignText).isEmpty
            ? known.sorted().map(Self.claim) : []
    }

    private func security(_ evidence: EntityEvidence) -> SecurityClaims? {
        let secure = evidence.observations.contains { $0.secure[true] != nil }
        let plain = evidence.observations.contains { $0.secure[false] != nil }
        guard secure || plain else { return nil }
        return SecurityClaims(
            place: Self.place, tls: Self.claim(!secure ? .none : plain ? .optional : .required), profiles: [])
    }

    private func entity(_ observation: EntityObservation) -> ApplicationEntityClaims {
        let evidence = EntityEvidence([observation])
        let ports = Set(evidence.tallies(\.endpoints).map(\.key.port))
        let replies = Set(observation.commitmentReplies.map(\.isOnSameAssociation))
        let creations = Set(observation.performedSteps.compactMap(\.creation))
        let finals = Set(observation.performedSteps.compactMap(\.finalStatus))
        return ApplicationEntityClaims(
            name: observation.aeTitle ?? "unnamed", place: Self.place,
            aeTitle: observation.aeTitle.map(Self.claim), port: ports.count == 1 ? ports.first.map(Self.claim) : nil,
            initiates: Self.claim(evidence.associations(as: .requestor) != nil),
            accepts: Self.claim(evidence.acceptances(as: .acceptor) != nil),
            association: DraftAssociation(observation: observation, evidence: evidence).claims,
            services: DraftServices(observation: observation, evidence: evidence).services,
            storageCommitment: replies.isEmpty
                ? nil
                : StorageCommitmentClaims(
                    place: Self.place,
                    reply: Self.claim(replies.count == 2 ? .either : replies.contains(true) ? .same : .new)),
            performedProcedureStep: observation.performedSteps.isEmpty
                ? nil
                : PerformedProcedureStepClaims(
                    place: Self.place, creation: creations.count == 1 ? creations.first.map(Self.claim) : nil,
                    finalStatuses: PerformedProcedureStepClaims.FinalStatus.allCases
                        .filter { finals.contains($0.rawValue) }.map(Self.claim),
                    setsInProgress: Self.claim(observation.performedSteps.contains { $0.setsInProgress > 0 })))
    }
}
