extension Status {
    /// What the standard says the code means in a response of this service, in a few words; for a code the service does
    /// not define what its class is, said so that nobody takes it for the standard's word.
    ///
    /// - Parameters:
    ///   - service: that of the Affected or Requested SOP Class UID, see `UID.serviceClass`.
    ///   - command: the Command Field (0000,0100) of the request or of the response.
    public func meaning(service: ServiceClass, command: UInt16) -> String {
        if let defined = definition(service: service, command: command) { return defined }
        return switch category {
        case .warning: "Warning not defined for this service"
        case .failure: "Failure not defined for this service"
        default: "Code not defined for this service"
        }
    }

    /// As `meaning`, but `nil` where neither the service (PS3.4) nor PS3.7 Annex C defines the code.
    public func definition(service: ServiceClass, command: UInt16) -> String? {
        serviceDefinition(service: service, operation: command & ~0x8000) ?? generalDefinition
    }

    private func serviceDefinition(service: ServiceClass, operation: UInt16) -> String? {
        switch service {
        case .storage: storageDefinition
        case .nonPatientObjectStorage: operation == 0x0001 ? nonPatientObjectDefinition : nil
        case .queryRetrieveFind:
            definition(byOperation: operation) ?? (operation == 0x0020 ? queryRetrieveFindDefinition : nil)
        case .relevantPatientInformationQuery: relevantPatientDefinition
        case .print: printDefinition
        case .applicationEventLogging: applicationEventLoggingDefinition
        case .mediaCreationManagement: mediaCreationDefinition
        case .unifiedProcedureStep: operation == 0x0020 ? findDefinition : unifiedProcedureStepDefinition
        case .rtMachineVerification: rtMachineVerificationDefinition
        case .storageManagement: storageManagementDefinition
        // What a code means depends on the operation alone.
        case .queryRetrieveMove, .queryRetrieveGet, .modalityWorklist, .generalPurposeWorklist,
            .substanceAdministrationQuery, .hangingProtocolQueryRetrieve, .colorPaletteQueryRetrieve,
            .implantTemplateQueryRetrieve, .definedProcedureProtocolQueryRetrieve, .protocolApprovalQueryRetrieve,
            .inventoryQueryRetrieve, .unknown:
            definition(byOperation: operation)
        // General codes only.
        case .verification, .modalityPerformedProcedureStep, .storageCommitment, .instanceAvailabilityNotification,
            .displaySystemManagement:
            nil
        }
    }

    /// Also for SOP classes nobody knows.
    private func definition(byOperation operation: UInt16) -> String? {
        switch operation {
        case 0x0001: storageDefinition
        case 0x0010: retrieveDefinition
        case 0x0020: findDefinition
        case 0x0021: retrieveDefinition ?? moveDefinition
        default: nil
        }
    }
}
