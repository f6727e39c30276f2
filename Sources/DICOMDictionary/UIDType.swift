/// What a UID of the registry identifies (PS3.6 Annex A).
public enum UIDType: UInt8, Hashable, Sendable {
    case sopClass
    case metaSOPClass
    case transferSyntax
    case wellKnownSOPInstance
    case wellKnownFrameOfReference
    case applicationContextName
    case serviceClass
    case codingScheme
    case codingSchemeOfUIDs
    case ldapOID
    case applicationHostingModel
    case mappingResource
    case synchronizationFrameOfReference
}
