/// The service class (PS3.4) a SOP class belongs to, as far as it decides what messages and statuses mean.
public enum ServiceClass: String, Hashable, Sendable, CaseIterable {
    /// PS3.4 Annex A.
    case verification
    /// PS3.4 Annex B.
    case storage
    /// PS3.4 Annex C, by operation.
    case queryRetrieveFind
    case queryRetrieveMove
    case queryRetrieveGet
    /// PS3.4 Annex F, with its retrieval and notification.
    case modalityPerformedProcedureStep
    /// PS3.4 Annex H.
    case print
    /// PS3.4 Annex J.
    case storageCommitment
    /// PS3.4 Annex K.
    case modalityWorklist
    /// Retired; PS3.4 Annex K of 2011 and before.
    case generalPurposeWorklist
    /// PS3.4 Annex P.
    case applicationEventLogging
    /// PS3.4 Annex Q.
    case relevantPatientInformationQuery
    /// PS3.4 Annex R.
    case instanceAvailabilityNotification
    /// PS3.4 Annex S.
    case mediaCreationManagement
    /// PS3.4 Annex U.
    case hangingProtocolQueryRetrieve
    /// PS3.4 Annex V.
    case substanceAdministrationQuery
    /// PS3.4 Annex X.
    case colorPaletteQueryRetrieve
    /// PS3.4 Annex BB.
    case implantTemplateQueryRetrieve
    /// PS3.4 Annex CC.
    case unifiedProcedureStep
    /// PS3.4 Annex DD.
    case rtMachineVerification
    /// PS3.4 Annex EE.
    case displaySystemManagement
    /// PS3.4 Annex GG.
    case nonPatientObjectStorage
    /// PS3.4 Annex HH.
    case definedProcedureProtocolQueryRetrieve
    /// PS3.4 Annex II.
    case protocolApprovalQueryRetrieve
    /// PS3.4 Annex JJ.
    case inventoryQueryRetrieve
    /// PS3.4 Annex KK.
    case storageManagement
    /// Retired, private, or not a SOP class.
    case unknown
}
