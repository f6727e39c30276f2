import ConformanceClaims
import Wording

/// What a check of claims comes to, in the words every format for people uses.
struct ClaimsWording {
    let check: ClaimsCheck
    let number: (Int) -> Int?

    init(_ check: ClaimsCheck, number: @escaping (Int) -> Int?) {
        self.check = check
        self.number = number
    }

    /// A verdict of one claim, on one of its levels.
    struct Row {
        var id: String
        /// `negotiated` or `used`; `nil` where a claim has one level only.
        var level: String?
        var verdict: Verdict
        /// What was seen, how often, and where first.
        var seen: String
        /// The condition, the place in the vendor's document, the line of the claims file.
        var notes: [(name: String, text: String)]
    }

    /// `Orthanc team Orthanc 1.10.1`
    var product: String {
        let product = check.statement.product
        return [product.vendor, product.name, product.version].compactMap { $0 }.joined(separator: " ")
    }

    /// `ORTHANC at 192.0.2.20:104: called 3 times, calling 1 time`
    var entities: [String] {
        check.product.entities.map { entity in
            var text = entity.aeTitle.map { $0.isEmpty ? "a blank AE title" : $0 } ?? "without AE title"
            if !entity.addresses.isEmpty { text += " at " + entity.addresses.joined(separator: ", ") }
            let deeds = [(entity.asAcceptor, "called"), (entity.asRequestor, "calling")]
                .filter { $0.0 > 0 }.map { "\($0.1) \(counted($0.0, "time"))" }
            return text + ": " + deeds.joined(separator: ", ")
        }
    }

    /// By what it was recognised, best first.
    var reasons: String {
        [ProductIdentity.Reason.endpoint, .aeTitle, .implementation].compactMap { reason in
            check.product.reasons[reason].map { count in
                let name =
                    switch reason {
                    case .endpoint: "endpoint"
                    case .aeTitle: "AE title"
                    case .implementation: "implementation"
                    }
                return "\(name) (\(counted(count, "association")))"
            }
        }.joined(separator: ", ")
    }

    /// What the capture could not show.
    var reservations: [String] {
        let product = check.product
        var text: [String] = []
        if product.entities.isEmpty {
            text.append(
                "none of the capture's \(counted(product.associations, "association")) is the product's; see match in the claims file, or --ae"
            )
        }
        if product.associationsWithoutElements > 0 {
            text.append(
                "data sets of \(counted(product.associationsWithoutElements, "association")) were not looked into: too many at once"
            )
        }
        if product.dataSetsNotCounted > 0 {
            text.append(
                "\(counted(product.dataSetsNotCounted, "data set")) not whole or too large, which say nothing of keys and attributes"
            )
        }
        if product.notKept > 0 { text.append("\(counted(product.notKept, "observation")) not kept for want of room") }
        return text
    }

    static func words(_ verdict: Verdict) -> String {
        switch verdict {
        case .confirmed: "confirmed"
        case .contradicted: "contradicted"
        case .deviates: "deviating from a default"
        case .partlyExercised: "partly exercised"
        case .notExercised: "not exercised"
        case .notObservable: "not observable"
        }
    }

    static func mark(_ verdict: Verdict) -> String {
        switch verdict {
        case .confirmed: "✓"
        case .contradicted: "✗"
        case .deviates: "≠"
        case .partlyExercised: "◐"
        case .notExercised: "·"
        case .notObservable: "–"
        }
    }

    /// `130 confirmed, 1 contradicted, 9 not exercised`
    static func counts(_ counts: Coverage.Counts) -> String {
        let parts = Verdict.allCases.filter { counts[$0] > 0 }.map { "\(grouped(counts[$0])) \(words($0))" }
        return parts.isEmpty ? "none" : parts.joined(separator: ", ")
    }

    static func percent(_ share: Double?) -> String {
        share.map { decimal(($0 * 1000).rounded(.down) / 10, places: 1) + " %" } ?? "–"
    }

    /// `12.4 %: SOP classes negotiated 20.0 %, used 1.2 %; transfer syntaxes ...; everything else 44.0 %`
    var coverage: String {
        let coverage = check.coverage
        func part(_ name: String, _ negotiated: Coverage.Counts, _ used: Coverage.Counts) -> String? {
            negotiated.observable == 0
                ? nil : "\(name) negotiated \(Self.percent(negotiated.share)), used \(Self.percent(used.share))"
        }
        let parts = [
            part("SOP classes", coverage.sopClassesNegotiated, coverage.sopClassesUsed),
            part("transfer syntaxes", coverage.transferSyntaxesNegotiated, coverage.transferSyntaxesUsed),
            coverage.other.observable == 0 ? nil : "everything else \(Self.percent(coverage.other.share))",
        ]
        return Self.percent(coverage.all.share) + ": " + parts.compactMap { $0 }.joined(separator: "; ")
    }

    /// Verdicts of all claims, those of contexts on both levels.
    var verdicts: String {
        Self.counts(.init(check.claims.flatMap { $0.judgements.map(\.verdict) }))
    }

    /// `refused: abstract-syntax-not-supported; once, frame 139 (association 5)`
    func seen(_ judgement: Judgement) -> String {
        [judgement.seen, judgement.evidence.map { place(judgement.count, $0) }].compactMap { $0 }
            .joined(separator: "; ")
    }

    func place(_ count: Int, _ place: Sighting) -> String {
        let times = count == 1 ? "once, frame" : "\(grouped(count)) times, first in frame"
        return "\(times) \(place.frame.rawValue)" + (number(place.association).map { " (association \($0))" } ?? "")
    }

    /// Every verdict on every level.
    var rows: [Row] { check.claims.flatMap(rows) }

    /// Those with a verdict, what is said of many SOP classes alike in one row.
    func rows(_ verdict: Verdict) -> [Row] {
        check.groups([verdict]).compactMap { group in
            group.claims.first.map { first in
                Row(
                    id: group.name, level: group.level, verdict: verdict, seen: seen(group.judgement),
                    notes: notes(first))
            }
        }
    }

    func rows(_ claim: JudgedClaim) -> [Row] {
        func row(_ judgement: Judgement, _ level: String?) -> Row {
            Row(
                id: claim.claim.id.rawValue, level: level, verdict: judgement.verdict, seen: seen(judgement),
                notes: notes(claim))
        }
        guard let use = claim.use else { return [row(claim.judgement, nil)] }
        return [row(claim.judgement, "negotiated"), row(use, "used")]
    }

    /// Claims that are items of one list of the statement, together; others alone.
    func folded(_ claims: [JudgedClaim]) -> [[JudgedClaim]] {
        var groups: [[JudgedClaim]] = []
        for claim in claims {
            if let last = groups.last?.first, claim.claim.aspect.isListItem, last.claim.aspect.isListItem,
                Self.list(of: last) == Self.list(of: claim)
            {
                groups[groups.count - 1].append(claim)
            } else {
                groups.append([claim])
            }
        }
        return groups
    }

    /// The identifier without its last part.
    static func list(of claim: JudgedClaim) -> String {
        let id = claim.claim.id.rawValue
        return id.lastIndex(of: "/").map { String(id[..<$0]) } ?? id
    }

    private func notes(_ claim: JudgedClaim) -> [(name: String, text: String)] {
        let place = claim.claim.place
        return [
            claim.claim.condition.map { (name: "requires", text: $0) },
            claim.claim.reference.map { (name: "document", text: $0) },
            (name: "claim", text: "\(check.statement.file):\(place.line):\(place.column)"),
        ].compactMap { $0 }
    }
}

extension ClaimAspect {
    fileprivate var isListItem: Bool {
        switch self {
        case .characterSet, .level, .key, .status, .priority, .attribute, .rejection, .timeout: true
        default: false
        }
    }
}
