import DICOMDictionary

/// Keys and levels.
extension StatementLint {
    mutating func checkQuery(_ service: ServiceClaims) {
        let classes = service.sopClasses.map(\.value)
        let keys = service.keys.uses.flatMap(\.1)
        if let first = keys.first, !classes.contains(where: \.isQuery) {
            warn("'keys' are of a query, and no SOP class of the service has one", at: first.place)
        }
        if let first = service.levels.first, !classes.contains(where: \.hasLevels) {
            warn("'levels' are of query and retrieval, and no SOP class of the service has them", at: first.place)
        }
        let isStudyRoot = !classes.isEmpty && classes.allSatisfy { $0.rawValue.hasPrefix("1.2.840.10008.5.1.4.1.2.2.") }
        if isStudyRoot, let level = service.levels.first(where: { $0.value == .patient }) {
            warn("the Study Root has no PATIENT level (PS3.4 §C.6.2)", at: level.place)
        }
        var seen: [AttributePath: Int] = [:]
        for key in service.keys.required + service.keys.optional {
            if let line = seen.updateValue(key.place.line, forKey: key.value) {
                warn("\(key.value) is a key in line \(line) already", at: key.place)
            }
        }
    }
}

extension UID {
    /// Asked by C-FIND.
    package var isQuery: Bool {
        switch serviceClass {
        case .queryRetrieveFind, .modalityWorklist, .generalPurposeWorklist, .relevantPatientInformationQuery,
            .substanceAdministrationQuery, .unifiedProcedureStep, .unknown:
            true
        case .hangingProtocolQueryRetrieve, .colorPaletteQueryRetrieve, .implantTemplateQueryRetrieve,
            .definedProcedureProtocolQueryRetrieve, .protocolApprovalQueryRetrieve, .inventoryQueryRetrieve:
            !rawValue.hasSuffix(".3") && !rawValue.hasSuffix(".4")
        default: false
        }
    }

    /// With a Query/Retrieve Level (PS3.4 §C.6).
    package var hasLevels: Bool {
        switch serviceClass {
        case .queryRetrieveFind, .queryRetrieveMove, .queryRetrieveGet, .unknown: true
        default: false
        }
    }
}
