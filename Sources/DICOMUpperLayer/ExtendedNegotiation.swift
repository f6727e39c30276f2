import DICOMDictionary

/// A SOP class extended negotiation sub-item (PS3.7 §D.3.3.5). What its bytes say is for the SOP class's service class
/// to define; `options` names those that PS3.4 does.
public struct ExtendedNegotiation: Hashable, Sendable {
    public var sopClass: UID
    /// The Service-class-application-information field.
    public var applicationInformation: [UInt8]

    public init(sopClass: UID, applicationInformation: [UInt8]) {
        self.sopClass = sopClass
        self.applicationInformation = applicationInformation
    }
}
