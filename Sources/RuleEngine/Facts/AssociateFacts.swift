import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import Evidence
import RuleExpression

/// An A-ASSOCIATE-RQ or -AC, by what the two have in common.
final class AssociateFacts: EvidencedRecord {
    struct Place {
        var field: String
        var uid: UID
    }

    let protocolVersion: UInt16?
    let calledAETitle: AETitleFacts
    let callingAETitle: AETitleFacts
    let applicationContexts: [UID]
    let userInformationItems: [UserInformation]
    let reserved: [PDU.ReservedField]
    let isComplete: Bool
    let from: AssociationSide
    let range: EvidenceRange
    let tcpStream: Int
    private let pdu: Associated

    private enum Associated {
        case request(PDU.AssociateRQ)
        case accept(PDU.AssociateAC)
    }

    init(_ located: Located<PDU.AssociateRQ>, tcpStream: Int) {
        let pdu = located.value
        self.pdu = .request(pdu)
        protocolVersion = pdu.protocolVersion
        calledAETitle = AETitleFacts(pdu.calledAETitleBytes)
        callingAETitle = AETitleFacts(pdu.callingAETitleBytes)
        applicationContexts = pdu.applicationContexts
        userInformationItems = pdu.userInformationItems
        reserved = pdu.reserved
        isComplete = pdu.isComplete
        from = located.from
        range = located.evidence
        self.tcpStream = tcpStream
    }

    init(_ located: Located<PDU.AssociateAC>, tcpStream: Int) {
        let pdu = located.value
        self.pdu = .accept(pdu)
        protocolVersion = pdu.protocolVersion
        calledAETitle = AETitleFacts(pdu.calledAETitleBytes)
        callingAETitle = AETitleFacts(pdu.callingAETitleBytes)
        applicationContexts = pdu.applicationContexts
        userInformationItems = pdu.userInformationItems
        reserved = pdu.reserved
        isComplete = pdu.isComplete
        from = located.from
        range = located.evidence
        self.tcpStream = tcpStream
    }

    lazy var contextIDs: [UInt8] =
        switch pdu {
        case .request(let pdu): pdu.presentationContexts.compactMap(\.id)
        case .accept(let pdu): pdu.presentationContexts.compactMap(\.id)
        }

    lazy var unknownItems: [PDU.UnknownItem] =
        switch pdu {
        case .request(let pdu): pdu.unknownItems + pdu.presentationContexts.flatMap(\.unknownItems)
        case .accept(let pdu): pdu.unknownItems + pdu.presentationContexts.flatMap(\.unknownItems)
        }

    /// Every UID of the PDU with the field it stands in.
    lazy var uids: [Place] = {
        let contexts =
            switch pdu {
            case .request(let pdu):
                pdu.presentationContexts.flatMap { context in
                    context.abstractSyntaxes.map { Place(field: "Abstract Syntax", uid: $0) }
                        + context.transferSyntaxes.map { Place(field: "Transfer Syntax", uid: $0) }
                }
            case .accept(let pdu):
                pdu.presentationContexts.flatMap { context in
                    context.result == .acceptance
                        ? context.transferSyntaxes.map { Place(field: "Transfer Syntax", uid: $0) } : []
                }
            }
        return applicationContexts.map { Place(field: "Application Context Name", uid: $0) } + contexts
            + Self.uids(userInformationItems)
    }()

    private static func uids(_ items: [UserInformation]) -> [Place] {
        items.flatMap(\.subItems).flatMap { item -> [Place] in
            switch item.content {
            case .implementationClassUID(let uid): [Place(field: "Implementation Class UID", uid: uid)]
            case .roleSelection(let role): [Place(field: "Role Selection SOP Class UID", uid: role.sopClass)]
            case .extendedNegotiation(let item):
                [Place(field: "Extended Negotiation SOP Class UID", uid: item.sopClass)]
            case .commonExtendedNegotiation(let item):
                [
                    Place(field: "Common Extended Negotiation SOP Class UID", uid: item.sopClass),
                    Place(field: "Common Extended Negotiation Service Class UID", uid: item.serviceClass),
                ]
            default: []
            }
        }
    }

    var evidence: [FactEvidence] {
        [FactEvidence(frame: range.lastFrame, time: range.time, from: from, tcpStream: tcpStream)]
    }

    lazy var userInformation = userInformationItems.first.map { UserInformationFacts($0) }
    lazy var malformedUIDs: [String] = uids.compactMap { place in
        UIDFacts.fault(in: place.uid.rawValue).map { "\(place.field) \"\(place.uid.rawValue)\": \($0)" }
    }
    var duplicateContextIDs: [UInt8] {
        var seen: Set<UInt8> = []
        return contextIDs.filter { !seen.insert($0).inserted }
    }

    /// A PDU cut short tells nothing by what it lacks.
    func known(_ value: Value) -> Value { value.unless(lost: !isComplete) }
}

/// An AE title field of 16 bytes.
final class AETitleFacts: FactRecord {
    let bytes: [UInt8]
    init(_ bytes: [UInt8]) { self.bytes = bytes }

    var text: String {
        var part = bytes[...]
        while let last = part.last, last == 0x20 || last == 0 { part = part.dropLast() }
        while part.first == 0x20 { part = part.dropFirst() }
        return String(decoding: part.map { $0 >= 0x20 && $0 < 0x7F ? $0 : 0x3F }, as: UTF8.self)
    }
    var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 } }
    var hasNUL: Bool { bytes.contains(0) }
    var hasLeadingSpace: Bool { bytes.first == 0x20 && !isBlank }
    /// Outside the repertoire of AE: control characters, backslash, bytes beyond ASCII. NULs count apart.
    var hasForbidden: Bool { bytes.contains { $0 != 0 && ($0 < 0x20 || $0 >= 0x7F || $0 == 0x5C) } }
    var hexadecimal: String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined(separator: " ")
    }
}
