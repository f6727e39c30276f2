import Evidence

extension AssociationJudge {
    /// How long it waited before it gave up, as far as its giving up shows.
    func timeout(_ index: Int) -> Judgement {
        guard let timeout = entity.association.timeouts[at: index] else { return .notExercised() }
        let range = timeout.seconds.value
        var weighing = Weighing()
        var isStillWaiting = false
        for silence in evidence.observations.flatMap({ $0.silences[timeout.kind] ?? [] }) {
            let tally = Tally(silence.sighting)
            let seen = Self.words(silence)
            switch Self.compare(silence, range) {
            case .within where silence.atMost == .infinity: isStillWaiting = true
            case .within: weighing.supports(tally, seen)
            // Who has nothing to wait for may end an association whenever it likes.
            case .earlier where timeout.kind == .idle: weighing.deviates(tally, seen)
            case .earlier, .later: weighing.contradicts(tally, seen)
            }
        }
        if let longest = evidence.observations.compactMap({ $0.longestWaits[timeout.kind] })
            .max(by: { $0.seconds < $1.seconds }), case .later = Self.compare(longest, range)
        {
            weighing.contradicts(Tally(longest.sighting), Self.words(longest))
        }
        if weighing.isEmpty, range.default == .unlimited {
            return .notObservable("a wait without end cannot be seen to its end")
        }
        return weighing.judgement(
            isConfigurable: claim.isConfigurable,
            otherwise: isStillWaiting ? "the capture ends before it gave up" : nil)
    }

    private static func words(_ silence: Silence) -> String {
        let least = rounded(silence.seconds)
        if silence.atMost == .infinity { return "had not given up after \(least) s" }
        let most = rounded(silence.atMost)
        return "gave up after \(least == most ? least : "\(least) to \(most)") s (inferred)"
    }

    private enum Position { case earlier, within, later }

    /// Within a tenth of the time, or a second.
    private static func compare(_ silence: Silence, _ range: LimitRange) -> Position {
        func bounds(_ limit: Limit?) -> (Double, Double)? {
            guard case .of(let stated)? = limit else { return nil }
            let slack = max(1, Double(stated) / 10)
            return (Double(stated) - slack, Double(stated) + slack)
        }
        if let (low, high) = bounds(range.default), silence.seconds <= high, low <= silence.atMost { return .within }
        let low = bounds(range.minimum ?? range.default)?.0 ?? .infinity
        let high = bounds(range.maximum ?? range.default)?.1 ?? .infinity
        return silence.seconds > high ? .later : silence.atMost < low ? .earlier : .within
    }

    static func duration(_ seconds: Double) -> String {
        seconds < 0.1 ? "\(Int((seconds * 1_000).rounded(.up))) ms" : "\(rounded(seconds)) s"
    }

    private static func rounded(_ seconds: Double) -> String {
        let tenths = Int((min(seconds, 1e9) * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    func failure(_ index: Int) -> Judgement {
        guard let failure = entity.association.failures[at: index] else { return .notExercised() }
        return Self.failure(failure, evidence, isConfigurable: claim.isConfigurable)
    }

    /// What it did after an association of its own had failed so.
    static func failure(
        _ failure: CommunicationFailureClaim, _ evidence: EntityEvidence, isConfigurable: Bool
    ) -> Judgement {
        guard let wanted = NextStep(failure.behaviour.value) else {
            return .notObservable("traffic cannot show it")
        }
        guard wanted == .retried || wanted == .gaveUp else {
            return .notObservable("there is nothing left to do so with after the failure")
        }
        var weighing = Weighing()
        let all = evidence.tallies(\.failures).filter { $0.key.situation == failure.situation }
        // The last time, nothing follows any more.
        let hasRetried = all.contains { $0.key.next == .retried }
        for (key, tally) in all {
            if key.next == wanted {
                weighing.supports(tally, key.next.rawValue)
            } else if key.next == .gaveUp {
                guard !hasRetried else { continue }
                // The capture may have ended before it tried again.
                weighing.deviates(tally, "not tried again while the capture lasted")
            } else {
                weighing.contradicts(tally, key.next.rawValue)
            }
        }
        return weighing.judgement(isConfigurable: isConfigurable)
    }
}

extension NextStep {
    /// `nil` for words.
    init?(_ behaviour: FailureBehaviour) {
        switch behaviour {
        case .retry: self = .retried
        case .fail: self = .gaveUp
        case .proceed: self = .continued
        case .release: self = .released
        case .abort: self = .aborted
        case .words: return nil
        }
    }
}
