import Evidence

extension AssociationJudge {
    /// How long it waited before it gave up, as far as its giving up shows.
    func timeout(_ index: Int) -> Judgement {
        guard entity.association.timeouts.indices.contains(index) else { return .notExercised() }
        let timeout = entity.association.timeouts[index]
        let range = timeout.seconds.value
        var weighing = Weighing()
        for silence in evidence.observations.flatMap({ $0.silences[timeout.kind] ?? [] }) {
            let tally = Tally(silence.sighting)
            let seen = "gave up after \(Self.rounded(silence.seconds)) s (inferred)"
            switch Self.compare(silence.seconds, range) {
            case .within: weighing.supports(tally, seen)
            // It may have given up for another reason: its user's patience.
            case .earlier: weighing.deviates(tally, seen)
            case .later: weighing.contradicts(tally, seen)
            }
        }
        if weighing.isEmpty, range.default == .unlimited {
            return .notObservable("a wait without end cannot be seen to its end")
        }
        return weighing.judgement(isConfigurable: claim.isConfigurable)
    }

    private enum Position { case earlier, within, later }

    /// Within a tenth of the time, or a second.
    private static func compare(_ seconds: Double, _ range: LimitRange) -> Position {
        func bounds(_ limit: Limit?) -> (Double, Double)? {
            guard case .of(let stated)? = limit else { return nil }
            let slack = max(1, Double(stated) / 10)
            return (Double(stated) - slack, Double(stated) + slack)
        }
        if let (low, high) = bounds(range.default), (low...high).contains(seconds) { return .within }
        let low = bounds(range.minimum ?? range.default)?.0 ?? .infinity
        let high = bounds(range.maximum ?? range.default)?.1 ?? .infinity
        return seconds > high ? .later : seconds < low ? .earlier : .within
    }

    static func rounded(_ seconds: Double) -> String {
        let tenths = Int((min(seconds, 1e9) * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    func failure(_ index: Int) -> Judgement {
        guard entity.association.failures.indices.contains(index) else { return .notExercised() }
        return Self.failure(entity.association.failures[index], evidence, isConfigurable: claim.isConfigurable)
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
        for (key, tally) in evidence.tallies(\.failures) where key.situation == failure.situation {
            if key.next == wanted {
                weighing.supports(tally, key.next.rawValue)
            } else if key.next == .gaveUp {
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
