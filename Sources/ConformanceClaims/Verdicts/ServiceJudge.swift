import DICOMDictionary
import DICOMUpperLayer
import Evidence

/// Judges claims of one service: presentation contexts first, both as negotiated and as used.
struct ServiceJudge {
    let service: ServiceClaims
    let evidence: EntityEvidence
    let claim: StatedClaim

    var isConfigurable: Bool { claim.isConfigurable }

    var judgement: Judgement {
        switch claim.aspect {
        case .proposal: proposal
        case .oneTransferSyntaxPerContext: oneTransferSyntaxPerContext
        case .preference: preference
        case .roleSelection: roleSelection
        case .extendedNegotiation: extendedNegotiation
        case .objectsPerAssociation: objectsPerAssociation
        case .level(let level): self.level(level)
        case .key(let use, let path): key(path, use)
        case .status(let index): status(index)
        case .failure(let index): failure(index)
        case .priority(let priority): self.priority(priority)
        case .attribute(let presence, let path): attribute(path, presence)
        case .privateCreators: privateCreators
        default: .notObservable("nothing here can show it")
        }
    }

    func sides(as role: ServiceRole) -> [AssociationSide] { service.sides(as: role) }

    /// `nil`: the statement is silent.
    private var claimed: Set<UID>? { service.transferSyntaxes.map { Set($0.map(\.value)) } }

    private var offers: [(offer: ContextOffer, tally: Tally)] {
        guard let sopClass = claim.sopClass, let role = claim.role else { return [] }
        return evidence.offers(of: sopClass, as: role, on: sides(as: role))
    }

    /// A context for the SOP class: proposed by the product, or accepted by it (PS3.8 §9.3.3.2).
    var sopClassNegotiated: Judgement {
        var weighing = Weighing()
        var unclaimedOnly: Tally?
        for (offer, tally) in offers {
            let fits = claimed.map { !$0.isDisjoint(with: offer.syntaxes) } ?? true
            guard offer.side == .acceptor else {
                weighing.supports(tally, "proposed")
                continue
            }
            switch offer.result {
            case .acceptance: weighing.supports(tally, "accepted")
            case .abstractSyntaxNotSupported: weighing.contradicts(tally, "refused: \(offer.resultName)")
            // Without a list of transfer syntaxes only that of the default one can be demanded (PS3.5 §10.1).
            case .transferSyntaxesNotSupported
            where fits && (claimed != nil || offer.syntaxes.contains(.implicitVRLittleEndian)):
                weighing.contradicts(tally, "refused: \(offer.resultName)")
            case .transferSyntaxesNotSupported: unclaimedOnly.add(tally)
            case nil: break
            default: weighing.deviates(tally, "refused: \(offer.resultName)")
            }
        }
        return weighing.judgement(
            isConfigurable: isConfigurable,
            otherwise: unclaimedOnly.map { "\($0.count) times proposed with other transfer syntaxes only, and refused" }
        )
    }

    func transferSyntaxNegotiated(_ syntax: UID) -> Judgement {
        var weighing = Weighing()
        var passedOver: Tally?
        for (offer, tally) in offers where offer.syntaxes.contains(syntax) || offer.chosen == syntax {
            if offer.side == .requestor {
                weighing.supports(tally, "proposed")
            } else if offer.isAccepted, offer.chosen == syntax {
                weighing.supports(tally, "accepted")
            } else if offer.isAccepted {
                passedOver.add(tally)
            } else if offer.result == .transferSyntaxesNotSupported {
                weighing.contradicts(tally, "refused: \(offer.resultName)")
            }
        }
        return weighing.judgement(
            isConfigurable: isConfigurable,
            otherwise: passedOver.map { "\($0.count) times proposed, another was chosen" })
    }

    /// Operations on such contexts: what was negotiated need not work.
    func used(with syntax: UID?) -> Judgement {
        guard let sopClass = claim.sopClass, let role = claim.role else { return .notExercised() }
        var weighing = Weighing()
        var failed: Tally?
        for (key, use) in evidence.uses(of: sopClass, as: role, on: sides(as: role))
        where syntax == nil || key.transferSyntax == syntax {
            let service = key.service.service ?? "operation"
            if key.isInvoker {
                weighing.supports(use.seen, service)
            } else if let succeeded = use.succeeded {
                weighing.supports(succeeded, service)
            } else if let refused = use.refused {
                weighing.contradicts(refused, "every \(service) refused or given up")
            } else {
                failed.add(use.seen)
            }
        }
        if weighing.support == nil, weighing.against == nil, let failed {
            return Judgement(.partlyExercised, failed, "none succeeded")
        }
        return weighing.judgement(isConfigurable: isConfigurable)
    }
}

extension ContextOffer {
    var resultName: String { result?.name ?? "unanswered" }
}

extension OperationUse {
    /// All of it, where each operation was answered with a status that means the service is not there, or its performer
    /// ended the association instead.
    fileprivate var refused: Tally? {
        let refusals = Tally.sum(
            statuses.filter { Self.refusals.contains($0.key) }.map(\.value.seen) + [abandoned].compactMap { $0 })
        return refusals.flatMap { $0.count >= seen.count ? $0 : nil }
    }

    /// SOP Class Not Supported, Unrecognized Operation, Not Authorized (PS3.7 §C.5).
    private static let refusals: Set<UInt16> = [0x0122, 0x0211, 0x0124]
}
