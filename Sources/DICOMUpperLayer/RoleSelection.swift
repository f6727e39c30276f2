import DICOMDictionary

/// The roles the association-requestor proposes for itself, or is granted, for a SOP class (PS3.7 §D.3.3.4). The role
/// bytes are as received: 0 and 1 are defined.
public struct RoleSelection: Hashable, Sendable {
    public var sopClass: UID
    public var scu: UInt8
    public var scp: UInt8

    public init(sopClass: UID, scu: UInt8, scp: UInt8) {
        self.sopClass = sopClass
        self.scu = scu
        self.scp = scp
    }
}
