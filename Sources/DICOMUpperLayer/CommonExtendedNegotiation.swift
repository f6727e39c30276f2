import DICOMDictionary

/// A SOP class common extended negotiation sub-item: the service class a SOP class belongs to and the SOP classes it
/// may be treated as (PS3.7 §D.3.3.6). Only an A-ASSOCIATE-RQ may have it.
public struct CommonExtendedNegotiation: Hashable, Sendable {
    /// Byte 2 of the sub-item, which other sub-items reserve. 0 is defined.
    public var version: UInt8
    public var sopClass: UID
    public var serviceClass: UID
    public var relatedGeneralSOPClasses: [UID]

    public init(version: UInt8 = 0, sopClass: UID, serviceClass: UID, relatedGeneralSOPClasses: [UID]) {
        self.version = version
        self.sopClass = sopClass
        self.serviceClass = serviceClass
        self.relatedGeneralSOPClasses = relatedGeneralSOPClasses
    }
}
