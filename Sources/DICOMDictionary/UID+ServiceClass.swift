extension UID {
    /// The service class of a SOP class or meta SOP class by its UID; `unknown` for everything else. A UID under the
    /// root of the storage SOP classes is storage even if the registry does not have it yet.
    public var serviceClass: ServiceClass {
        let root = Self.standardRoot
        guard rawValue.hasPrefix(root) else { return .unknown }
        let path = Self.path(rawValue, behind: root)
        return switch path {
        case "1.1": .verification
        case "1.20.1", "1.20.2": .storageCommitment
        case "1.40", "1.42": .applicationEventLogging
        case "3.1.2.3.3", "3.1.2.3.4", "3.1.2.3.5": .modalityPerformedProcedureStep
        case _ where path.hasPrefix("5.1.1."): Self.printFamily(Self.path(path, behind: "5.1.1."))
        case _ where path.hasPrefix("5.1.4.1.1."): Self.storageFamily(Self.path(path, behind: "5.1.4.1.1."))
        case _ where path.hasPrefix("5.1.4.1.2."): Self.queryRetrieveFamily(Self.path(path, behind: "5.1.4.1.2."))
        case _ where path.hasPrefix("5.1.4."): Self.workflowFamily(Self.path(path, behind: "5.1.4."))
        default: .unknown
        }
    }

    /// Short enough, nearly always, to be held without memory of its own.
    private static func path(_ uid: String, behind root: String) -> String {
        String(decoding: uid.utf8.dropFirst(root.utf8.count), as: UTF8.self)
    }

    private static func printFamily(_ path: String) -> ServiceClass {
        switch path {
        // Well-known SOP instances among the SOP classes.
        case "17", "17.376", "25", "40.1": .unknown
        // Stored prints and hardcopy images, retired.
        case "27", "29", "30": .storage
        case "33": .mediaCreationManagement
        case "40": .displaySystemManagement
        default: .print
        }
    }

    private static func storageFamily(_ path: String) -> ServiceClass {
        switch path {
        case "200.1", "200.3", "200.7", "201.1": .nonPatientObjectStorage
        case "200.4", "200.5", "200.6": .protocolApprovalQueryRetrieve
        // A well-known SOP instance.
        case "201.1.1": .unknown
        case "201.2", "201.3", "201.4": .inventoryQueryRetrieve
        case "201.5": .storageManagement
        // The query of a repository.
        case "201.6": .queryRetrieveFind
        default: .storage
        }
    }

    /// An information model and, behind the last dot, the operation.
    private static func queryRetrieveFamily(_ path: String) -> ServiceClass {
        switch path.split(separator: ".").last {
        case "1": .queryRetrieveFind
        case "2": .queryRetrieveMove
        case "3": .queryRetrieveGet
        default: .unknown
        }
    }

    private static func workflowFamily(_ path: String) -> ServiceClass {
        switch path {
        case "20.1", "20.2", "20.3": .definedProcedureProtocolQueryRetrieve
        case "31": .modalityWorklist
        case "32", "32.1", "32.2", "32.3": .generalPurposeWorklist
        case "33": .instanceAvailabilityNotification
        case "34.1", "34.7", "34.10": .storage
        case "34.2", "34.3", "34.8", "34.9": .rtMachineVerification
        case _ where path.hasPrefix("34.4.") || path.hasPrefix("34.6."): .unifiedProcedureStep
        case "37.1", "37.2", "37.3": .relevantPatientInformationQuery
        case "38.1", "39.1", "43.1", "44.1", "45.1": .nonPatientObjectStorage
        case "38.2", "38.3", "38.4": .hangingProtocolQueryRetrieve
        case "39.2", "39.3", "39.4": .colorPaletteQueryRetrieve
        case "41", "42": .substanceAdministrationQuery
        case _ where path.hasPrefix("43.") || path.hasPrefix("44.") || path.hasPrefix("45."):
            .implantTemplateQueryRetrieve
        default: .unknown
        }
    }
}
