import DICOMDictionary
import Evidence

extension FieldReader {
    /// The contents of a user information item (PS3.8 §9.3.2.3).
    mutating func userInformation(offset: Int) -> UserInformation {
        var information = UserInformation(offset: offset)
        _ = items { reader, type, offset in
            let (content, isKnown) = reader.subItem(type)
            information.subItems.append(.init(type: type.rawValue, offset: offset, content: content))
            return isKnown
        }
        return information
    }

    private mutating func subItem(_ type: ItemType) -> (UserInformation.Content, isKnown: Bool) {
        let start = position
        let clause = type.clause
        let content: UserInformation.Content?
        switch type {
        case .maximumLength:
            content = unsigned32("Maximum-length-received", clause) { $0 == 0 ? "no limit" : nil }
                .map { .maximumLength($0) }
        case .implementationClassUID:
            content = uid("Implementation-class-uid", remaining, clause).map { .implementationClassUID($0) }
        case .implementationVersionName:
            content = text("Implementation-version-name", remaining, clause).map { .implementationVersionName($0) }
        case .asynchronousOperationsWindow: content = asynchronousOperationsWindow(clause)
        case .roleSelection: content = roleSelection(clause)
        case .extendedNegotiation: content = extendedNegotiation(clause)
        case .commonExtendedNegotiation: content = commonExtendedNegotiation(clause)
        case .userIdentityRequest: content = .userIdentityRequest(userIdentityRequest(clause))
        case .userIdentityResponse: content = .userIdentityResponse(userIdentityResponse(clause))
        default: return (.undecoded(contents(from: start)), isKnown: false)
        }
        return (content ?? .undecoded(contents(from: start)), isKnown: true)
    }

    private func contents(from start: Int) -> [UInt8] { Array(bytes[start..<max(start, min(end, bytes.count))]) }

    private mutating func asynchronousOperationsWindow(_ clause: Clause?) -> UserInformation.Content? {
        func meaning(_ value: UInt16) -> String? { value == 0 ? "no limit" : nil }
        guard let invoked = unsigned16("Maximum-number-operations-invoked", clause, meaning: meaning),
            let performed = unsigned16("Maximum-number-operations-performed", clause, meaning: meaning)
        else { return nil }
        return .asynchronousOperationsWindow(.init(invoked: invoked, performed: performed))
    }

    private mutating func roleSelection(_ clause: Clause?) -> UserInformation.Content? {
        func meaning(_ value: UInt8) -> String? {
            switch value {
            case 0: "non-support or not accepted"
            case 1: "support or accepted"
            default: nil
            }
        }
        guard let sopClass = lengthAndUID("SOP-class-uid", "UID-length", clause),
            let scu = unsigned8("SCU-role", clause, meaning: meaning),
            let scp = unsigned8("SCP-role", clause, meaning: meaning)
        else { return nil }
        return .roleSelection(.init(sopClass: sopClass, scu: scu, scp: scp))
    }

    private mutating func extendedNegotiation(_ clause: Clause?) -> UserInformation.Content? {
        guard let sopClass = lengthAndUID("SOP-class-uid", "SOP-class-uid-length", clause) else { return nil }
        var negotiation = ExtendedNegotiation(sopClass: sopClass, applicationInformation: [])
        negotiation.applicationInformation = raw("Service-class-application-information", nil, clause) {
            let options = ExtendedNegotiation(sopClass: sopClass, applicationInformation: $0).options
            return options.map { "\($0.name): \($0.meaning)" }.joined(separator: "; ")
        }
        return .extendedNegotiation(negotiation)
    }

    private mutating func commonExtendedNegotiation(_ clause: Clause?) -> UserInformation.Content? {
        let version = bytes[position - 3]
        guard let sopClass = lengthAndUID("SOP-class-uid", "SOP-class-uid-length", clause),
            let serviceClass = lengthAndUID("Service-class-uid", "Service-class-uid-length", clause)
        else { return nil }
        var negotiation = CommonExtendedNegotiation(
            version: version, sopClass: sopClass, serviceClass: serviceClass, relatedGeneralSOPClasses: [])
        guard let length = unsigned16("Related-general-sop-class-identification-length", clause) else { return nil }
        let listEnd = position + min(Int(length), remaining)
        if Int(length) > remaining {
            fault(
                .itemLength, at: position - 2, length: 2, clause: clause,
                "Related-general-sop-class-identification-length claims \(length) bytes where \(remaining) are left.",
                details: [
                    .init("field", "Related-general-sop-class-identification-length"), .init("layer", enclosing),
                    .init("claimed", Int(length)), .init("left", remaining),
                ])
        }
        while position < listEnd, available > 0 {
            guard
                let uid = lengthAndUID("Related-general-sop-class-uid", "Related-general-sop-class-uid-length", clause)
            else { break }
            negotiation.relatedGeneralSOPClasses.append(uid)
        }
        return .commonExtendedNegotiation(negotiation)
    }

    private mutating func lengthAndUID(_ name: String, _ lengthName: String, _ clause: Clause?) -> UID? {
        guard let length = unsigned16(lengthName, clause) else { return nil }
        return uid(name, Int(length), clause)
    }

    private mutating func userIdentityRequest(_ clause: Clause?) -> UserIdentityRequest {
        var identity = UserIdentityRequest()
        identity.type = unsigned8("User-Identity-Type", clause) {
            UserIdentityRequest.IdentityType(rawValue: $0).description
        }.map(UserIdentityRequest.IdentityType.init(rawValue:))
        identity.positiveResponseRequested = unsigned8("Positive-response-requested", clause) {
            $0 == 1 ? "response requested" : $0 == 0 ? "no response requested" : nil
        }
        identity.primaryFieldLength = unsigned16("Primary-field-length", clause).map(Int.init)
        if let length = identity.primaryFieldLength {
            if identity.type?.primaryFieldIsUsername == true {
                identity.username = text("Primary-field", length, clause)
            } else {
                secret("Primary-field", length, clause)
            }
        }
        identity.secondaryFieldLength = unsigned16("Secondary-field-length", clause).map(Int.init)
        if let length = identity.secondaryFieldLength, length > 0 { secret("Secondary-field", length, clause) }
        return identity
    }

    private mutating func userIdentityResponse(_ clause: Clause?) -> UserIdentityResponse {
        let length = unsigned16("Server-response-length", clause).map(Int.init)
        if let length, length > 0 { secret("Server-response", length, clause) }
        return UserIdentityResponse(serverResponseLength: length)
    }
}
