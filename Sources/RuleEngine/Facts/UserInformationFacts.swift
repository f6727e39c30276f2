import DICOMDictionary
import DICOMUpperLayer
import RuleExpression

/// A user information item: what the two ends' implementations tell each other.
final class UserInformationFacts: FactRecord {
    let item: UserInformation
    init(_ item: UserInformation) { self.item = item }

    func count(_ type: UInt8) -> Int { item.subItems.count { $0.type == type } }

    lazy var roles = item.roleSelections.map { RoleFacts($0) }
    lazy var extended = item.extendedNegotiations.map { ExtendedNegotiationFacts($0) }
    lazy var common = item.commonExtendedNegotiations.map { CommonExtendedNegotiationFacts($0) }
    var unknownTypes: [UInt8] { item.subItems.map(\.type).filter { !(0x51...0x59).contains($0) } }
    /// Known sub-items that could not be read.
    var malformedTypes: [UInt8] {
        item.subItems.compactMap { item in
            if case .undecoded = item.content, (0x51...0x59).contains(item.type) { item.type } else { nil }
        }
    }
}

final class RoleFacts: FactRecord {
    let role: RoleSelection
    init(_ role: RoleSelection) { self.role = role }
}

final class ExtendedNegotiationFacts: FactRecord {
    let item: ExtendedNegotiation
    init(_ item: ExtendedNegotiation) { self.item = item }
    func byte(_ index: Int) -> Value {
        index < item.applicationInformation.count ? .integer(Int64(item.applicationInformation[index])) : .absent
    }
}

final class CommonExtendedNegotiationFacts: FactRecord {
    let item: CommonExtendedNegotiation
    init(_ item: CommonExtendedNegotiation) { self.item = item }
}

final class UserIdentityFacts: FactRecord {
    let item: UserIdentityRequest
    init(_ item: UserIdentityRequest) { self.item = item }
}

extension RecordType {
    static let userInformation: RecordType = RecordType(
        "UserInformation", "What an end's implementation tells the other (PS3.8 Annex D, PS3.7 §D.3.3).",
        [
            .fact("maximumLength", .integer, "51H: bytes of a P-DATA-TF its sender can receive; 0 is no limit.") {
                (r: UserInformationFacts) in Value(r.item.maximumLength)
            },
            .fact("implementationClassUID", .uid, "52H.") { (r: UserInformationFacts) in
                Value(r.item.implementationClassUID)
            },
            .fact("implementationVersionName", .text, "55H, without padding.") { (r: UserInformationFacts) in
                Value(r.item.implementationVersionName)
            },
            .fact("implementation", .text, "The product or toolkit by its implementation class UID, where known.") {
                (r: UserInformationFacts) in
                Value(
                    KnownImplementation(
                        classUID: r.item.implementationClassUID,
                        versionName: r.item.implementationVersionName)?.name)
            },
            .fact("operationsInvoked", .integer, "53H: operations its sender may have outstanding; 0 is no limit.") {
                (r: UserInformationFacts) in Value(r.item.asynchronousOperationsWindow?.invoked)
            },
            .fact("operationsPerformed", .integer, "53H: operations the peer may have outstanding; 0 is no limit.") {
                (r: UserInformationFacts) in Value(r.item.asynchronousOperationsWindow?.performed)
            },
            .fact("roles", .list(of: .role), "54H: role selections.") { (r: UserInformationFacts) in Value(r.roles) },
            .fact("extendedNegotiations", .list(of: .extendedNegotiation), "56H.") { (r: UserInformationFacts) in
                Value(r.extended)
            },
            .fact("commonExtendedNegotiations", .list(of: .commonExtendedNegotiation), "57H.") {
                (r: UserInformationFacts) in Value(r.common)
            },
            .fact("identity", .record(.userIdentity), "58H: the user's identity.") { (r: UserInformationFacts) in
                Value(r.item.userIdentityRequest.map { UserIdentityFacts($0) })
            },
            .fact("hasIdentityResponse", .boolean, "59H is there.") { (r: UserInformationFacts) in
                Value(r.count(0x59) > 0)
            },
            .fact("maximumLengthItems", .integer, "How many 51H.") { (r: UserInformationFacts) in Value(r.count(0x51))
            },
            .fact("implementationClassUIDItems", .integer, "How many 52H.") { (r: UserInformationFacts) in
                Value(r.count(0x52))
            },
            .fact("operationsWindowItems", .integer, "How many 53H.") { (r: UserInformationFacts) in
                Value(r.count(0x53))
            },
            .fact("implementationVersionNameItems", .integer, "How many 55H.") { (r: UserInformationFacts) in
                Value(r.count(0x55))
            },
            .fact("identityItems", .integer, "How many 58H.") { (r: UserInformationFacts) in Value(r.count(0x58)) },
            .fact("unknownTypes", .list(.text), "Types of sub-items the standard does not define: `5AH`.") {
                (r: UserInformationFacts) in Value(itemTypes: r.unknownTypes)
            },
            .fact("malformedTypes", .list(.integer), "Types of sub-items that could not be read.") {
                (r: UserInformationFacts) in Value(r.malformedTypes)
            },
        ], basis: .negotiation)

    static let role: RecordType = RecordType(
        "RoleSelection", "A role selection of one SOP class (PS3.7 §D.3.3.4); 0 and 1 are defined.",
        [
            .fact("sopClass", .uid, "The SOP class.") { (r: RoleFacts) in Value(r.role.sopClass) },
            .fact("sopClassEntry", .record(.uid), "The SOP class in the registry.") { (r: RoleFacts) in
                .record(UIDFacts(r.role.sopClass))
            },
            .fact("scu", .integer, "The SCU-role field.") { (r: RoleFacts) in Value(r.role.scu) },
            .fact("scp", .integer, "The SCP-role field.") { (r: RoleFacts) in Value(r.role.scp) },
        ], basis: .negotiation)

    static let extendedNegotiation: RecordType = RecordType(
        "ExtendedNegotiation", "A SOP class extended negotiation (PS3.7 §D.3.3.5).",
        [
            .fact("sopClass", .uid, "The SOP class.") { (r: ExtendedNegotiationFacts) in Value(r.item.sopClass) },
            .fact("serviceClass", .serviceClass, "Its service class.") { (r: ExtendedNegotiationFacts) in
                Value(r.item.sopClass.serviceClass.rawValue)
            },
            .fact("length", .integer, "Bytes of application information.") { (r: ExtendedNegotiationFacts) in
                Value(r.item.applicationInformation.count)
            },
            .fact("bytes", .list(.integer), "The application information.") { (r: ExtendedNegotiationFacts) in
                Value(r.item.applicationInformation)
            },
            .fact("relationalQueries", .integer, "Byte 1 of a query/retrieve class (PS3.4 §C.5).") {
                (r: ExtendedNegotiationFacts) in r.byte(0)
            },
        ], basis: .negotiation)

    static let commonExtendedNegotiation: RecordType = RecordType(
        "CommonExtendedNegotiation", "A SOP class common extended negotiation (PS3.7 §D.3.3.6).",
        [
            .fact("version", .integer, "The version byte; 0 is defined.") { (r: CommonExtendedNegotiationFacts) in
                Value(r.item.version)
            },
            .fact("sopClass", .uid, "The SOP class.") { (r: CommonExtendedNegotiationFacts) in Value(r.item.sopClass) },
            .fact("serviceClass", .uid, "The service class.") { (r: CommonExtendedNegotiationFacts) in
                Value(r.item.serviceClass)
            },
            .fact("serviceClassEntry", .record(.uid), "The service class in the registry.") {
                (r: CommonExtendedNegotiationFacts) in .record(UIDFacts(r.item.serviceClass))
            },
            .fact("relatedGeneralSOPClasses", .list(.uid), "SOP classes it may be treated as.") {
                (r: CommonExtendedNegotiationFacts) in Value(r.item.relatedGeneralSOPClasses)
            },
        ], basis: .negotiation)

    static let userIdentity: RecordType = RecordType(
        "UserIdentity", "A user's identity (PS3.7 §D.3.3.7). Secrets are not kept.",
        [
            .fact("type", .integer, "1 username, 2 with passcode, 3 Kerberos, 4 SAML, 5 JSON web token.") {
                (r: UserIdentityFacts) in Value(r.item.type?.rawValue)
            },
            .fact("typeName", .text, "The type in words.") { (r: UserIdentityFacts) in
                Value(r.item.type.map { "\($0)" })
            },
            .fact("positiveResponseRequested", .integer, "0 and 1 are defined.") { (r: UserIdentityFacts) in
                Value(r.item.positiveResponseRequested)
            },
            .fact("primaryFieldLength", .integer, "As claimed.") { (r: UserIdentityFacts) in
                Value(r.item.primaryFieldLength)
            },
            .fact("secondaryFieldLength", .integer, "As claimed.") { (r: UserIdentityFacts) in
                Value(r.item.secondaryFieldLength)
            },
        ], basis: .negotiation)
}
