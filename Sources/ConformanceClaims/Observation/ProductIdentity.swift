import AssociationTimeline
import DICOMUpperLayer
import Evidence
import NetworkLayers

/// Which ends of associations are the product's.
public struct ProductIdentity: Sendable {
    public var match: ProductMatch
    /// What no entity of the product ever is, as its statement says.
    private var never: Set<AssociationSide> = []

    /// Reasons to take an end for the product's, the better the greater: many products name DCMTK's implementation,
    /// and an AE title is only what somebody typed.
    public enum Reason: Int, Hashable, Sendable, Comparable {
        case implementation = 1
        case aeTitle, endpoint

        public static func < (left: Reason, right: Reason) -> Bool { left.rawValue < right.rawValue }
    }

    public init(_ match: ProductMatch) { self.match = match }

    /// As the statement has it; where it does not say, by the AE titles of its entities.
    public init(_ statement: ConformanceStatement) {
        match = statement.match
        if statement.entities.allSatisfy({ $0.initiates?.value == false }) { never.insert(.requestor) }
        if statement.entities.allSatisfy({ $0.accepts?.value == false }) { never.insert(.acceptor) }
        guard match.isEmpty else { return }
        match.aeTitles = statement.entities.compactMap { entity in
            entity.aeTitle.map { Claim(GlobPattern($0.value), at: $0.place) }
        }
    }

    /// Those application entities, whatever implementation they are.
    public init(aeTitles: [String]) {
        match = ProductMatch()
        match.aeTitles = aeTitles.map { Claim(GlobPattern($0), at: ClaimPlace(path: "--ae", line: 1, column: 1)) }
    }

    /// The ends that are the product's. Where one has a better reason than the other, the other is somebody else who
    /// looks alike; so is, where both have the same implementation, the one that is what the product never is.
    func sides(of association: Association) -> [(side: AssociationSide, reason: Reason)] {
        let found = [AssociationSide.requestor, .acceptor].compactMap { side in
            reason(association, side).map { (side: side, reason: $0) }
        }
        let best = found.map(\.reason).max()
        let likely = found.filter { $0.reason == best }
        guard likely.count == 2, best == .implementation else { return likely }
        let possible = likely.filter { !never.contains($0.side) }
        return possible.isEmpty ? likely : possible
    }

    private func reason(_ association: Association, _ side: AssociationSide) -> Reason? {
        let endpoint = side == .requestor ? association.requestor : association.acceptor
        // The port a requestor calls from is any.
        if match.endpoints.contains(where: {
            side == .acceptor || $0.value.port == nil ? $0.value.matches(endpoint) : false
        }) {
            return .endpoint
        }
        let title = side == .requestor ? association.callingAETitle : association.calledAETitle
        if let title, match.aeTitles.contains(where: { $0.value.matches(title) }) { return .aeTitle }
        let information =
            side == .requestor
            ? association.request?.value.userInformation : association.accept?.value.userInformation
        if let uid = information?.implementationClassUID?.rawValue.bounded,
            match.implementationClassUIDs.contains(where: { $0.value.matches(uid) })
        {
            return .implementation
        }
        if let name = information?.implementationVersionName?.bounded,
            match.implementationVersionNames.contains(where: { $0.value.matches(name) })
        {
            return .implementation
        }
        return nil
    }
}
