import AssociationTimeline
import DICOMDictionary
import Evidence

@testable import RuleEngine

/// An archive known by its AE title that has CT Image Storage in Implicit VR Little Endian and nothing else.
struct ClaimsOfAnArchive: ProductClaims {
    let product = "Archive"

    func sides(of association: Association) -> [AssociationSide] {
        var sides: [AssociationSide] = []
        if association.callingAETitle == "ORTHANC" { sides.append(.requestor) }
        if association.calledAETitle == "ORTHANC" { sides.append(.acceptor) }
        return sides
    }

    func isDeclared(_ context: PresentationContext, transferSyntax: UID?, on side: AssociationSide) -> Bool? {
        guard let abstractSyntax = context.abstractSyntax else { return nil }
        return abstractSyntax == .ctImageStorage
            && (transferSyntax.map { $0 == .implicitVRLittleEndian } ?? true)
    }
}
