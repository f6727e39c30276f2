import DICOMDictionary

/// One SOP class that a service of one product asks for, and what of the other product's services goes furthest with it.
struct ServicePairing {
    /// Without SOP classes and change, so that SOP classes for which all is the same share it.
    let row: ComparisonRow
    private let service: ServiceClaims
    private let offer: ServiceClaims?
    private let scu: ComparedProduct
    private let scp: ComparedProduct

    init(
        _ sopClass: UID, _ entity: ApplicationEntityClaims, _ service: ServiceClaims, of scu: ComparedProduct,
        with offers: [Offers.Offer], of scp: ComparedProduct
    ) {
        self.service = service
        self.scu = scu
        self.scp = scp
        let empty = ComparisonRow(
            serviceClass: sopClass.serviceClass, sopClasses: [], outcome: .notClaimed, common: [], onlySCU: [],
            onlySCP: [], scuService: "\(entity.name)/\(service.id)", scpService: nil, silent: [], conditions: [],
            remarks: [], change: nil)
        var best: (row: ComparisonRow, offer: ServiceClaims?) = (empty, nil)
        for (other, offer) in offers {
            var row = empty
            row.scpService = "\(other.name)/\(offer.id)"
            Self.compare(service, offer, (scu.name, scp.name), into: &row)
            if best.offer == nil || (row.outcome.isGood && !best.row.outcome.isGood) { best = (row, offer) }
        }
        row = best.row
        offer = best.offer
    }

    private static func compare(
        _ service: ServiceClaims, _ offer: ServiceClaims, _ names: (scu: String, scp: String),
        into row: inout ComparisonRow
    ) {
        row.conditions = [(names.scu, service.condition), (names.scp, offer.condition)].compactMap { name, condition in
            condition.map { "\(name) needs: \($0)" }
        }
        row.remarks = remarks(service, offer, names)
        if let proposed = service.transferSyntaxes?.map(\.value), let accepted = offer.transferSyntaxes?.map(\.value) {
            let taken = Set(accepted)
            let asked = Set(proposed)
            let first = offer.prefers.map(\.value).filter { taken.contains($0) }
            let firsts = Set(first)
            row.common = (first + accepted.filter { !firsts.contains($0) }).filter { asked.contains($0) }
            row.onlySCU = proposed.filter { !taken.contains($0) }
            row.onlySCP = accepted.filter { !asked.contains($0) }
            row.outcome = row.common.isEmpty ? .noCommonTransferSyntax : .works
        } else {
            row.outcome = .transferSyntaxesUnsaid
            row.common = [.implicitVRLittleEndian]
            row.silent =
                (service.transferSyntaxes == nil ? [names.scu] : [])
                + (offer.transferSyntaxes == nil ? [names.scp] : [])
        }
        let opens = service.sides(as: .scu).contains { side in
            offer.sides(as: .scp).contains(side == .requestor ? .acceptor : .requestor)
        }
        if !opens { row.outcome = .nobodyOpens }
    }

    /// Differences that leave the presentation context as it is.
    private static func remarks(
        _ service: ServiceClaims, _ offer: ServiceClaims, _ names: (scu: String, scp: String)
    ) -> [String] {
        var remarks: [String] = []
        let levels = offer.levels.map(\.value)
        let without = service.levels.map(\.value).filter { !levels.contains($0) }
        if !levels.isEmpty, !without.isEmpty {
            remarks.append("\(names.scp) has no level \(listed(without.map(\.rawValue)))")
        }
        let known = Set(offer.keys.uses.flatMap(\.1).map(\.value))
        let keys = service.keys.required.map(\.value).filter { !known.contains($0) }
        if !known.isEmpty, !keys.isEmpty {
            remarks.append("\(names.scp) does not claim the keys \(listed(keys.map(\.description)))")
        }
        let handled = service.statuses.filter { $0.role == .scu }.map(\.code.value)
        let returned = offer.statuses.filter { $0.role == .scp }.map(\.code.value)
        let unhandled = returned.filter { code in !handled.contains { $0.covers(code) } }
        if !handled.isEmpty, !unhandled.isEmpty {
            remarks.append(
                "\(names.scp) returns \(listed(unhandled.map(\.description))), of which \(names.scu) says nothing")
        }
        if let kinds = service.extendedNegotiation?.value, let others = offer.extendedNegotiation?.value {
            let lost = kinds.filter { !others.contains($0) }
            if !lost.isEmpty { remarks.append("\(names.scp) does not negotiate \(listed(lost.map(\.rawValue)))") }
        }
        return remarks
    }

    /// The smallest change that makes these SOP classes work; `nil` where they do.
    func change(for sopClasses: [UID]) -> String? {
        let names = listed(sopClasses.map(\.claimName))
        switch row.outcome {
        case .works, .transferSyntaxesUnsaid: return nil
        case .nobodyOpens: return "\(scu.name) or \(scp.name): open the association for \(names)"
        case .notClaimed:
            let like = scp.services(.scp) { $0.serviceClass == row.serviceClass }.map { Self.options($0.service) }
            guard !like.isEmpty else {
                return "\(scu.name): do without \(names); \(scp.name) has no such service"
            }
            return "\(scp.name): accept \(names) as SCP" + (like.first { !$0.isEmpty } ?? "")
        case .noCommonTransferSyntax:
            guard let offer else { return nil }
            // Whoever lacks what the standard makes the default is to add it (PS3.5 §10.1).
            if row.onlySCP.contains(.implicitVRLittleEndian) {
                return "\(scu.name): propose ImplicitVRLittleEndian for \(names)" + Self.options(service)
            }
            let wanted = row.onlySCU.contains(.implicitVRLittleEndian) ? nil : row.onlySCU.first
            return "\(scp.name): accept \((wanted ?? .implicitVRLittleEndian).claimName) for \(names)"
                + Self.options(offer)
        }
    }

    private static func options(_ service: ServiceClaims) -> String {
        if !service.options.isEmpty { return " (\(service.options.joined(separator: ", ")))" }
        let isConfigurable = service.isConfigurable || service.transferSyntaxes?.first?.isConfigurable == true
        return isConfigurable ? " (configurable)" : ""
    }
}

extension StatusPattern {
    /// Every code of the other pattern is one of this.
    func covers(_ other: StatusPattern) -> Bool { mask & other.mask == mask && other.value & mask == value }
}
