import Evidence

/// The type field of the items and sub-items that make up A-ASSOCIATE-RQ and A-ASSOCIATE-AC. Unknown codes are kept.
struct ItemType: RawRepresentable, Hashable, Sendable {
    var rawValue: UInt8

    static let applicationContext = ItemType(rawValue: 0x10)
    static let proposedPresentationContext = ItemType(rawValue: 0x20)
    static let answeredPresentationContext = ItemType(rawValue: 0x21)
    static let abstractSyntax = ItemType(rawValue: 0x30)
    static let transferSyntax = ItemType(rawValue: 0x40)
    static let userInformation = ItemType(rawValue: 0x50)
    static let maximumLength = ItemType(rawValue: 0x51)
    static let implementationClassUID = ItemType(rawValue: 0x52)
    static let asynchronousOperationsWindow = ItemType(rawValue: 0x53)
    static let roleSelection = ItemType(rawValue: 0x54)
    static let implementationVersionName = ItemType(rawValue: 0x55)
    static let extendedNegotiation = ItemType(rawValue: 0x56)
    static let commonExtendedNegotiation = ItemType(rawValue: 0x57)
    static let userIdentityRequest = ItemType(rawValue: 0x58)
    static let userIdentityResponse = ItemType(rawValue: 0x59)

    var name: String { definition?.name ?? "Item \(PDUText.hexadecimal(rawValue))" }
    var clause: Clause? { definition?.clause }

    /// Its fields hold passcodes, tickets or tokens.
    var isSecret: Bool { self == .userIdentityRequest || self == .userIdentityResponse }

    private var definition: (name: String, clause: Clause)? {
        switch self {
        case .applicationContext: ("Application Context Item", "PS3.8 §9.3.2.1, Table 9-12")
        case .proposedPresentationContext: ("Presentation Context Item", "PS3.8 §9.3.2.2, Table 9-13")
        case .answeredPresentationContext: ("Presentation Context Item", "PS3.8 §9.3.3.2, Table 9-18")
        case .abstractSyntax: ("Abstract Syntax Sub-Item", "PS3.8 §9.3.2.2.1, Table 9-14")
        case .transferSyntax: ("Transfer Syntax Sub-Item", "PS3.8 §9.3.2.2.2, Table 9-15")
        case .userInformation: ("User Information Item", "PS3.8 §9.3.2.3, Table 9-16")
        case .maximumLength: ("Maximum Length Sub-Item", "PS3.8 §D.1, Table D.1-1")
        case .implementationClassUID: ("Implementation Class UID Sub-Item", "PS3.7 §D.3.3.2.1, Table D.3-1")
        case .asynchronousOperationsWindow:
            ("Asynchronous Operations Window Sub-Item", "PS3.7 §D.3.3.3.1, Table D.3-7")
        case .roleSelection: ("SCP/SCU Role Selection Sub-Item", "PS3.7 §D.3.3.4.1, Table D.3-9")
        case .implementationVersionName: ("Implementation Version Name Sub-Item", "PS3.7 §D.3.3.2.3, Table D.3-3")
        case .extendedNegotiation: ("SOP Class Extended Negotiation Sub-Item", "PS3.7 §D.3.3.5.1, Table D.3-11")
        case .commonExtendedNegotiation:
            ("SOP Class Common Extended Negotiation Sub-Item", "PS3.7 §D.3.3.6.1, Table D.3-12")
        case .userIdentityRequest: ("User Identity Sub-Item", "PS3.7 §D.3.3.7.1, Table D.3-14")
        case .userIdentityResponse: ("User Identity Sub-Item", "PS3.7 §D.3.3.7.2, Table D.3-15")
        default: nil
        }
    }
}
