import DICOMDictionary

/// How much of a statement a capture exercised. What counts is a line of the statement: a SOP class in a role, a transfer
/// syntax of a service in a role with whichever of its SOP classes, and everything else that is claimed. The first two
/// count twice, as negotiated and as used. What is partly exercised counts half; what no traffic can show does not count.
public struct Coverage: Hashable, Sendable {
    /// Verdicts by number.
    public struct Counts: Hashable, Sendable {
        public var verdicts: [Verdict: Int]

        public init(_ verdicts: some Sequence<Verdict> = []) {
            self.verdicts = verdicts.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }

        mutating func note(_ verdict: Verdict) { verdicts[verdict, default: 0] += 1 }

        public subscript(verdict: Verdict) -> Int { verdicts[verdict] ?? 0 }
        public var observable: Int {
            verdicts.reduce(0) { $0 + ($1.key == .notObservable ? 0 : $1.value) }
        }
        /// 0 to 1; `nil` where there is nothing to exercise.
        public var share: Double? {
            guard observable > 0 else { return nil }
            let whole = observable - self[.notExercised] - self[.partlyExercised]
            return (Double(whole) + Double(self[.partlyExercised]) / 2) / Double(observable)
        }

        static func + (left: Counts, right: Counts) -> Counts {
            var sum = left
            sum.verdicts.merge(right.verdicts, uniquingKeysWith: +)
            return sum
        }
    }

    public var sopClassesNegotiated = Counts()
    public var sopClassesUsed = Counts()
    public var transferSyntaxesNegotiated = Counts()
    public var transferSyntaxesUsed = Counts()
    /// Of everything but presentation contexts.
    public var other = Counts()

    public var negotiated: Counts { sopClassesNegotiated + transferSyntaxesNegotiated }
    public var used: Counts { sopClassesUsed + transferSyntaxesUsed }
    public var all: Counts { negotiated + used + other }

    /// Rounded down to a tenth, so that nothing but all is 100; `nil` where there is nothing to exercise.
    public var percent: Double? { all.share.map { ($0 * 1_000).rounded(.down) / 10 } }

    private struct Line: Hashable {
        var entity: Int?
        var service: Int?
        var role: ServiceRole?
        var syntax: UID
    }

    init(_ claims: [JudgedClaim]) {
        var syntaxes: [Line: (negotiated: Counts, used: Counts)] = [:]
        for claim in claims {
            guard let use = claim.use else {
                other.note(claim.judgement.verdict)
                continue
            }
            if case .transferSyntax(let syntax) = claim.claim.aspect {
                let line = Line(
                    entity: claim.claim.entity, service: claim.claim.service, role: claim.claim.role, syntax: syntax)
                syntaxes[line, default: (Counts(), Counts())].negotiated.note(claim.judgement.verdict)
                syntaxes[line, default: (Counts(), Counts())].used.note(use.verdict)
            } else {
                sopClassesNegotiated.note(claim.judgement.verdict)
                sopClassesUsed.note(use.verdict)
            }
        }
        for (negotiated, used) in syntaxes.values {
            transferSyntaxesNegotiated.note(negotiated.any)
            transferSyntaxesUsed.note(used.any)
        }
    }
}

extension Coverage.Counts {
    /// Of what consists of all these: what speaks against one of them speaks against it, and it is whole only when all
    /// of them were seen.
    public var verdict: Verdict {
        let any = any
        guard any == .confirmed else { return any }
        return self[.notExercised] > 0 || self[.partlyExercised] > 0 ? .partlyExercised : .confirmed
    }

    /// Of what any of these shows.
    var any: Verdict {
        let order: [Verdict] = [.contradicted, .deviates, .confirmed, .partlyExercised, .notExercised]
        return order.first { self[$0] > 0 } ?? .notObservable
    }
}
