import DICOMDictionary

/// Codes against PS3.7 Annex C and the service's own (PS3.4).
extension StatementLint {
    mutating func checkStatuses(_ service: ServiceClaims) {
        var seen: [String: Int] = [:]
        for status in service.statuses {
            let place = status.code.place
            let pattern = status.code.value
            if !service.roles.contains(where: { $0.value == status.role }) {
                warn("a status of the \(status.role.rawValue), which the product is not here", at: place)
            }
            if status.role == .scp, let behaviour = status.behaviour {
                warn("'behaviour' is what an SCU does after the status", at: behaviour.place)
            }
            if let line = seen.updateValue(place.line, forKey: status.role.rawValue + pattern.description) {
                warn("\(pattern) is in line \(line) already", at: place)
            }
            checkDefinition(pattern, service, meaning: status.meaning, at: place)
        }
        checkBehaviours(service.statuses.compactMap(\.behaviour))
    }

    private mutating func checkDefinition(
        _ pattern: StatusPattern, _ service: ServiceClaims, meaning: String?, at place: ClaimPlace
    ) {
        guard pattern.mask == 0xFFFF else { return }
        let status = Status(rawValue: pattern.value)
        let isDIMSEC = service.sopClasses.contains { $0.value.mainCommand != nil }
        // The template of PS3.2 prints these two (Table N.7-42), and statements copy them.
        if pattern.value == 0x0214 {
            return warn(
                "no status is 0214; 'Refused: not authorized' is 0124 (PS3.7 §C.5)", at: place, suggestion: "0124")
        }
        if pattern.value == 0x0112, isDIMSEC || meaning?.lowercased().contains("sop class") == true {
            return warn(
                "0112 is 'No such SOP instance' of the DIMSE-N services; 'Refused: SOP class not supported' is 0122 (PS3.7 §C.5)",
                at: place, suggestion: "0122")
        }
        let isDefined = service.sopClasses.contains { sop in
            status.definition(service: sop.value.serviceClass, command: sop.value.mainCommand ?? 0) != nil
        }
        guard !isDefined, !service.sopClasses.isEmpty else { return }
        if status.category == .unknown {
            warn("\(pattern) is in no class of status codes (PS3.7 Annex C)", at: place)
        } else {
            warn("the standard does not define \(pattern) for this service (PS3.7 Annex C, PS3.4)", at: place)
        }
    }
}

extension UID {
    /// Command Field of the DIMSE-C request that is all the SOP class has; `nil` for the DIMSE-N services and what is not
    /// known.
    package var mainCommand: UInt16? {
        switch serviceClass {
        case .storage, .nonPatientObjectStorage: 0x0001
        case .queryRetrieveFind, .modalityWorklist, .relevantPatientInformationQuery, .substanceAdministrationQuery:
            0x0020
        case .queryRetrieveMove: 0x0021
        case .queryRetrieveGet: 0x0010
        case .verification: 0x0030
        default: nil
        }
    }
}
