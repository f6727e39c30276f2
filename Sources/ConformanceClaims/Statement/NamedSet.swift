import DICOMDictionary

/// A name for a list of UIDs: `sets: {storage: [CTImageStorage, ...]}`, referred to as `@storage`.
public struct NamedSet: Hashable, Sendable {
    public var name: String
    public var place: ClaimPlace
    /// With those of the sets it names, each at its own place, in order, without duplicates.
    public var members: [Claim<UID>]
}
