import DICOMDictionary

extension StatementLint {
    mutating func checkAssociation(_ association: AssociationClaims) {
        if let context = association.applicationContext, context.value != .applicationContext {
            warn(
                "DICOM has one application context, \(UID.applicationContext) (PS3.7 §A.2.1)", at: context.place)
        }
        for length in [association.maximumLengthReceived, association.maximumLengthSent] {
            guard let length else { continue }
            checkRange(length)
            let least = [length.value.default, length.value.minimum].compactMap { $0 }.min()
            if let least, least < .of(4096) {
                warn(
                    "a PDU of \(least) bytes is smaller than any product takes: 4096 is the least in use (PS3.2 Table N.7-2)",
                    at: length.place)
            }
        }
        for number in [association.associationsAsRequestor, association.associationsAsAcceptor] {
            guard let number else { continue }
            checkRange(number)
            if number.value.default == .of(0) {
                warn("no association at all; write 'unlimited' for no limit", at: number.place)
            }
        }
        for window in [association.operationsInvoked, association.operationsPerformed] {
            if let window { checkRange(window) }
        }
        for timeout in association.timeouts {
            checkRange(timeout.seconds)
            if timeout.seconds.value.default == .of(0) {
                warn("0 seconds; write 'unlimited' where it waits for ever", at: timeout.seconds.place)
            }
        }
    }

    private mutating func checkRange(_ claim: Claim<LimitRange>) {
        let range = claim.value
        if let least = range.minimum, let most = range.maximum, least > most {
            return warn("the range from \(least) to \(most) is empty", at: claim.place)
        }
        guard let value = range.default, range.minimum != nil || range.maximum != nil else { return }
        if !(LimitRange(minimum: range.minimum, maximum: range.maximum).admits(value)) {
            warn("the default \(value) is outside its range", at: claim.place)
        }
    }

    /// PS3.8 Table 9-21.
    mutating func checkRejections(_ rejections: [RejectionClaim]) {
        var seen: [RejectionClaim.Situation: Int] = [:]
        for rejection in rejections {
            let place = rejection.code.place
            if let line = seen.updateValue(place.line, forKey: rejection.situation), rejection.situation != .other {
                warn("line \(line) tells what happens when \(rejection.situation.rawValue) already", at: place)
            }
            guard let code = rejection.code.value else { continue }
            let reasons: [UInt8] = code.source == 1 ? [1, 2, 3, 7] : [1, 2]
            if !(1...2).contains(code.result) || !(1...3).contains(code.source) || !reasons.contains(code.reason) {
                warn("PS3.8 Table 9-21 has no \(code)", at: place)
            } else if let standard = rejection.situation.standardCode,
                standard != (code.source, code.reason)
            {
                warn(
                    "PS3.8 Table 9-21 has source \(standard.0), reason \(standard.1) for \(rejection.situation.rawValue), and not \(code)",
                    at: place)
            }
        }
    }

    /// Who opens associations and who accepts them.
    mutating func checkDirections(_ entity: ApplicationEntityClaims) {
        let sides = Set(entity.services.flatMap { service in service.roles.flatMap { service.sides(as: $0.value) } })
        if let initiates = entity.initiates {
            if !initiates.value, sides.contains(.requestor) {
                warn("it opens no associations, yet has services as requestor (as SCU)", at: initiates.place)
            }
            if initiates.value, !entity.services.isEmpty, !sides.contains(.requestor) {
                warn("it opens associations, yet has no service as requestor", at: initiates.place)
            }
        }
        if let accepts = entity.accepts {
            if !accepts.value, sides.contains(.acceptor) {
                warn("it accepts no associations, yet has services as acceptor (as SCP)", at: accepts.place)
            }
            if accepts.value, !entity.services.isEmpty, !sides.contains(.acceptor) {
                warn("it accepts associations, yet has no service as acceptor", at: accepts.place)
            }
        }
        if entity.initiates?.value == false, let number = entity.association.associationsAsRequestor {
            warn("it opens no associations, yet has a number of them", at: number.place)
        }
        if entity.accepts?.value == false, let number = entity.association.associationsAsAcceptor {
            warn("it accepts no associations, yet has a number of them", at: number.place)
        }
        if entity.services.isEmpty { warn("\(quoted(entity.name)) has no services", at: entity.place) }
    }
}

extension RejectionClaim.Situation {
    /// Source and reason of PS3.8 Table 9-21; `nil` where it leaves the choice.
    var standardCode: (UInt8, UInt8)? {
        switch self {
        case .calledAETitleUnknown: (1, 7)
        case .callingAETitleUnknown: (1, 3)
        case .applicationContextWrong: (1, 2)
        case .protocolVersionWrong: (2, 2)
        case .limit: (3, 2)
        case .busy: (3, 1)
        case .noContext, .userIdentityRefused, .refuseOption, .other: nil
        }
    }
}
