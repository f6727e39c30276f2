import DICOMDictionary
import RuleExpression

/// A UID and what the registry says of it.
final class UIDFacts: FactRecord {
    let uid: UID
    init(_ uid: UID) { self.uid = uid }

    /// Why it is no UID as PS3.5 §9.1 has them; `nil` where it is one.
    static func fault(in uid: String) -> String? {
        if uid.isEmpty { return "empty" }
        if uid.utf8.count > 64 { return "longer than 64 characters" }
        var length = 0
        var first: UInt8 = 0
        func faultAtEnd() -> String? {
            if length == 0 { return "an empty component" }
            return length > 1 && first == 0x30 ? "a component with a leading zero" : nil
        }
        for byte in uid.utf8 {
            switch byte {
            case 0x30...0x39:
                if length == 0 { first = byte }
                length += 1
            case 0x2E:
                if let fault = faultAtEnd() { return fault }
                length = 0
            default: return "a character that is neither digit nor dot"
            }
        }
        return faultAtEnd()
    }

    static let kinds = [
        "sopClass", "metaSOPClass", "transferSyntax", "wellKnownSOPInstance", "applicationContextName", "serviceClass",
        "other", "unregistered",
    ]

    var kind: String {
        switch uid.type {
        case .sopClass: "sopClass"
        case .metaSOPClass: "metaSOPClass"
        case .transferSyntax: "transferSyntax"
        case .wellKnownSOPInstance: "wellKnownSOPInstance"
        case .applicationContextName: "applicationContextName"
        case .serviceClass: "serviceClass"
        case nil: "unregistered"
        default: "other"
        }
    }
}

extension RecordType {
    static let uid: RecordType = RecordType(
        "UID", "A UID and what the registry (PS3.6 Annex A) says of it.",
        [
            .fact("value", .uid, "The UID itself.") { (r: UIDFacts) in Value(r.uid) },
            .fact("name", .text, "Its registered name; absent where it has none.") { (r: UIDFacts) in Value(r.uid.name)
            },
            .fact("kind", .enumeration("UIDKind", UIDFacts.kinds), "What it is registered as.") { (r: UIDFacts) in
                Value(r.kind)
            },
            .fact("isRegistered", .boolean, "PS3.6 lists it.") { (r: UIDFacts) in Value(r.uid.type != nil) },
            .fact("isRetired", .boolean, "PS3.6 lists it as retired.") { (r: UIDFacts) in Value(r.uid.isRetired) },
            .fact("isPrivate", .boolean, "It is not under the root of the standard, 1.2.840.10008.") { (r: UIDFacts) in
                Value(!r.uid.rawValue.hasPrefix("1.2.840.10008."))
            },
            .fact("serviceClass", .serviceClass, "The service class of a SOP class.") { (r: UIDFacts) in
                Value(r.uid.serviceClass.rawValue)
            },
            .fact("isWellFormed", .boolean, "Written as PS3.5 §9.1 has it.") { (r: UIDFacts) in
                Value(UIDFacts.fault(in: r.uid.rawValue) == nil)
            },
            .fact("fault", .text, "Why it is not well formed, in a few words; absent where it is.") { (r: UIDFacts) in
                Value(UIDFacts.fault(in: r.uid.rawValue))
            },
            .fact("isExplicitVR", .boolean, "As a transfer syntax: explicit VR.") { (r: UIDFacts) in
                Value(TransferSyntax(r.uid).isExplicitVR)
            },
            .fact("isBigEndian", .boolean, "As a transfer syntax: big endian.") { (r: UIDFacts) in
                Value(TransferSyntax(r.uid).isBigEndian)
            },
            .fact("isDeflated", .boolean, "As a transfer syntax: deflated.") { (r: UIDFacts) in
                Value(TransferSyntax(r.uid).isDeflated)
            },
            .fact("isEncapsulated", .boolean, "As a transfer syntax: pixel data is encapsulated.") { (r: UIDFacts) in
                Value(TransferSyntax(r.uid).isEncapsulated)
            },
            .fact("isLossy", .boolean, "As a transfer syntax: it loses information; absent where it may or may not.") {
                (r: UIDFacts) in Value(TransferSyntax(r.uid).isLossy)
            },
        ], basis: .negotiation)
}
