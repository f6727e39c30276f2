import ConformanceClaims
import RuleEngine
import Troubleshooting

extension ClaimsChapter {
    /// The chapter of the troubleshooting report.
    ///
    /// - Parameter number: the number users see for an association's serial.
    public init(_ check: ClaimsCheck, number: @escaping (Int) -> Int?) {
        let wording = ClaimsWording(check, number: number)
        self.init(
            product: wording.product, summary: ["Coverage " + wording.coverage] + wording.reservations,
            statements: Self.against(wording) + Self.services(check) + Self.others(wording),
            steps: check.steps.prefix(Self.mostSteps).map { Step(action: $0.action, command: $0.command) })
    }

    private static let mostSteps = 20

    private static func against(_ wording: ClaimsWording) -> [Statement] {
        func groups(_ verdict: ConformanceClaims.Verdict, as shown: Statement.Verdict) -> [Statement] {
            wording.check.groups([verdict]).map { group in
                let notes = [
                    group.claims.first?.claim.condition.map { "requires \($0)" }, group.claims.first?.claim.reference,
                ]
                let words = [wording.seen(group.judgement)] + notes.compactMap { $0 }
                return Statement(
                    claim: group.name + (group.level.map { ", \($0)" } ?? ""), verdict: shown,
                    explanation: words.joined(separator: "; "), evidence: evidence(group.judgement.evidence))
            }
        }
        func undeclared(_ contradicts: Bool) -> [Statement] {
            UndeclaredBehaviour.folded(wording.check.undeclared.filter { $0.contradicts == contradicts }).map { found in
                Statement(
                    claim: found.message, verdict: contradicts ? .contradicted : .undeclared,
                    explanation: wording.place(found.count, found.evidence), evidence: evidence(found.evidence))
            }
        }
        return groups(.contradicted, as: .contradicted) + undeclared(true) + groups(.deviates, as: .deviates)
            + undeclared(false)
    }

    /// Each service in one line, unless something speaks against it: then it stands above.
    private static func services(_ check: ClaimsCheck) -> [Statement] {
        check.services.map { service in
            Statement(
                claim: "\(service.entity)/\(service.service) \(service.role.rawValue)", verdict: shown(service.verdict),
                explanation: "negotiated: \(ClaimsWording.counts(service.negotiated)); used: "
                    + ClaimsWording.counts(service.used), evidence: [])
        }
    }

    private static func others(_ wording: ClaimsWording) -> [Statement] {
        wording.check.claims.filter { claim in
            claim.use == nil && claim.judgement.verdict != .contradicted && claim.judgement.verdict != .deviates
        }.map { claim in
            Statement(
                claim: claim.claim.id.rawValue, verdict: shown(claim.judgement.verdict),
                explanation: wording.seen(claim.judgement), evidence: evidence(claim.judgement.evidence))
        }
    }

    private static func shown(_ verdict: ConformanceClaims.Verdict) -> Statement.Verdict {
        switch verdict {
        case .contradicted: .contradicted
        case .deviates: .deviates
        case .confirmed: .confirmed
        case .partlyExercised: .partlyExercised
        case .notExercised: .notExercised
        case .notObservable: .notObservable
        }
    }

    private static func evidence(_ place: Sighting?) -> [FactEvidence] {
        place.map { [FactEvidence(frame: $0.frame, time: $0.time, from: $0.from, tcpStream: $0.tcpStream)] } ?? []
    }
}
