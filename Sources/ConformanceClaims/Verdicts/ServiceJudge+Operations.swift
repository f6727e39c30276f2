import DICOMDictionary

/// Status codes, what follows them, and priorities.
extension ServiceJudge {
    private func uses(as role: ServiceRole) -> [(key: OperationUse.Key, use: OperationUse)] {
        service.sopClasses.flatMap { evidence.uses(of: $0.value, as: role, on: sides(as: role)) }
    }

    /// Returned by the SCP; met by the SCU, which then does as stated.
    func status(_ index: Int) -> Judgement {
        guard let wanted = service.statuses[at: index] else { return .notExercised() }
        let next = wanted.behaviour.flatMap { NextStep($0.value) }
        var weighing = Weighing()
        var isFollowed = false
        for (_, use) in uses(as: wanted.role) {
            for (code, status) in use.statuses.sorted(by: { $0.key < $1.key })
            where wanted.code.value.matches(Status(code)) {
                weighing.supports(status.seen, Status(code).description)
                guard let next, wanted.role == .scu else { continue }
                for (step, tally) in status.next.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                    if Self.fits(step, next) {
                        isFollowed = true
                    } else if Self.excludes(step, next) {
                        weighing.contradicts(tally, "\(Status(code)), then \(step.rawValue)")
                    } else if next == .retried, step == .gaveUp {
                        // The capture may have ended before.
                        weighing.deviates(tally, "\(Status(code)), and not tried again while the capture lasted")
                    }
                }
            }
        }
        let isPartly = next != nil && wanted.role == .scu && !isFollowed
        return weighing.judgement(
            isConfigurable: isConfigurable, partly: isPartly ? "what it did then was not seen" : nil)
    }

    /// A job that fails is seen by what does not happen: the object is not sent again.
    private static func fits(_ step: NextStep, _ wanted: NextStep) -> Bool {
        step == wanted || wanted == .gaveUp && step != .retried
    }

    /// Whether the step rules out what was stated. What is tried again later may first be followed by anything, and the
    /// capture may have ended before.
    private static func excludes(_ step: NextStep, _ wanted: NextStep) -> Bool {
        switch wanted {
        case .gaveUp: step == .retried
        case .retried: false
        default: step != .gaveUp && step != .retried
        }
    }

    func failure(_ index: Int) -> Judgement {
        guard let failure = service.failures[at: index] else { return .notExercised() }
        return AssociationJudge.failure(failure, evidence, isConfigurable: isConfigurable)
    }

    func priority(_ priority: ClaimedPriority) -> Judgement {
        let classes = Set(service.sopClasses.map(\.value))
        var weighing = Weighing()
        for (key, tally) in evidence.tallies(\.priorities)
        where classes.contains(key.sopClass) && key.code == priority.code {
            weighing.supports(tally)
        }
        return weighing.judgement(isConfigurable: isConfigurable)
    }
}
