import DICOMDictionary
import Evidence

/// Judges what a statement says of the product as a whole: security and character sets.
struct SecurityJudge {
    let statement: ConformanceStatement
    let evidence: EntityEvidence
    let claim: StatedClaim

    private func seen(_ isSecure: Bool) -> Tally? {
        Tally.sum(evidence.observations.compactMap { $0.secure[isSecure] })
    }

    var tls: Judgement {
        guard let wanted = statement.security?.tls?.value else { return .notExercised() }
        let (secure, plain) = (seen(true), seen(false))
        var weighing = Weighing()
        func note(_ fits: Bool, _ tally: Tally?, _ words: String) {
            if fits { weighing.supports(tally, words) } else { weighing.contradicts(tally, words) }
        }
        note(wanted != .none, secure, "TLS")
        note(wanted != .required, plain, "without TLS")
        let isPartly = wanted == .optional && (secure == nil) != (plain == nil)
        return weighing.judgement(
            isConfigurable: claim.isConfigurable,
            partly: isPartly ? (plain == nil ? "with TLS only" : "without TLS only") : nil)
    }

    var tlsPort: Judgement {
        guard let wanted = statement.security?.port?.value else { return .notExercised() }
        var weighing = Weighing()
        for (endpoint, tally) in evidence.tallies(\.secureEndpoints) {
            if endpoint.port == wanted {
                weighing.supports(tally)
            } else {
                weighing.contradicts(tally, "TLS on port \(endpoint.port)")
            }
        }
        return weighing.judgement(isConfigurable: claim.isConfigurable)
    }

    /// What was negotiated, and what the product was ready to negotiate (PS3.15 Annex B).
    func tlsProfile(_ profile: SecurityClaims.Profile) -> Judgement {
        var weighing = Weighing()
        for (use, tally) in evidence.tallies(\.tls) {
            if let objection = profile.objection(to: use) {
                weighing.contradicts(tally, objection)
            } else if use.certificateIsOutdated {
                // Profiles demand valid certificates, which the site installs.
                weighing.deviates(tally, "its certificate was not valid at the time")
            } else if let negotiated = use.negotiated {
                switch profile.standing(of: negotiated) {
                case .ofProfile: weighing.supports(tally, negotiated.description)
                case .discouraged: weighing.deviates(tally, negotiated.description + ", which BCP 195 advises against")
                case .beside: break
                }
            }
        }
        return weighing.judgement(
            isConfigurable: claim.isConfigurable,
            otherwise: evidence.tallies(\.tls).isEmpty ? nil : "nothing of the profile was negotiated")
    }

    var checksCalledAETitle: Judgement {
        let accepted = evidence.acceptanceByAnyTitle(of: statement)
        return checks(
            statement.security?.checksCalledAETitle?.value, rejected: rejections(.calledAETitleUnknown),
            accepted: accepted?.tally, "called by \(accepted?.titles ?? 0) different AE titles and accepted")
    }

    /// Whom it was told of only the statement can say. Where it does not, many callers only speak for its having no
    /// check, and against none.
    var checksCallingAETitle: Judgement {
        let callers = evidence.tallies(\.acceptedCallers)
        let strangers = callers.filter { statement.knowsCaller($0.key) == false }
        if let accepted = Tally.sum(strangers.map(\.tally)) {
            return checks(
                statement.security?.checksCallingAETitle?.value, rejected: rejections(.callingAETitleUnknown),
                accepted: accepted, UndeclaredSearch.some(strangers.map(\.key)) + " accepted")
        }
        let accepted =
            statement.security?.checksCallingAETitle?.value == false && callers.count > 1
            ? Tally.sum(callers.map(\.tally)) : nil
        return checks(
            statement.security?.checksCallingAETitle?.value, rejected: rejections(.callingAETitleUnknown),
            accepted: accepted, "\(callers.count) callers accepted")
    }

    private func checks(_ wanted: Bool?, rejected: Tally?, accepted: Tally?, _ words: String) -> Judgement {
        guard let wanted else { return .notExercised() }
        var weighing = Weighing()
        if wanted {
            weighing.supports(rejected, "rejected")
            weighing.contradicts(accepted, words)
        } else {
            weighing.contradicts(rejected, "rejected")
            weighing.supports(accepted, words)
        }
        return weighing.judgement(isConfigurable: claim.isConfigurable)
    }

    private func rejections(_ situation: RejectionClaim.Situation) -> Tally? {
        Tally.sum(
            evidence.observations.flatMap { observation in
                observation.rejections.entries.filter { RejectionJudge.meaning($0.key.code) == situation }
                    .map(\.value.seen)
            })
    }

    var userIdentity: Judgement {
        AssociationJudge.userIdentity(
            statement.security?.userIdentity?.value ?? [], evidence, isConfigurable: claim.isConfigurable)
    }

    /// In data sets the product sent.
    func characterSet(_ term: String) -> Judgement {
        var weighing = Weighing()
        for (text, tally) in evidence.tallies(\.characterSets) where Self.terms(text).contains(term) {
            weighing.supports(tally)
        }
        for (text, tally) in evidence.tallies(\.foreignText) where Self.terms(text).contains(term) {
            weighing.contradicts(tally, "bytes that are none of its characters")
        }
        return weighing.judgement(isConfigurable: claim.isConfigurable)
    }

    /// The defined terms of a Specific Character Set; the default repertoire where it is absent or has an empty value.
    static func terms(_ text: String) -> [String] {
        text.split(separator: "\\", omittingEmptySubsequences: false).map { part in
            let term = part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
            return term.isEmpty ? "ISO_IR 6" : String(term)
        }
    }
}
