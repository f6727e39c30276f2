import Testing

@testable import DICOMDictionary

@Suite struct UIDTests {
    private static let registered = UIDTable.starts.map { UID(rawValue: UIDTable.text.field(0, ofLineAt: $0)) }

    @Test func holdsWhatThePackageHolds() {
        #expect(Self.registered.count == 482)
        #expect(UIDTable.kinds.count == 482)
        #expect(UIDTable.byKeyword.count == 480)
        #expect(Self.registered.count { $0.isRetired } == 75)
        #expect(Self.registered.count { $0.type == .sopClass } == 304)
        #expect(Self.registered.count { $0.type == .metaSOPClass } == 9)
        #expect(Self.registered.count { $0.type == .transferSyntax } == 59)
        #expect(Self.registered.count { $0.type == .wellKnownSOPInstance } == 19)
        #expect(Self.registered.count { $0.type == .ldapOID } == 39)
        #expect(Self.registered.count { $0.type == .codingScheme } == 15)
        #expect(Self.registered.count { $0.type == .synchronizationFrameOfReference } == 1)
        #expect(UIDSupplement.entries.count == 9)
    }

    @Test func theSupplementAddsAndNeverRepeats() {
        let registered = Set(Self.registered)
        for entry in UIDSupplement.entries {
            #expect(!registered.contains(entry.uid))
            #expect(entry.uid.name == entry.name)
            #expect(entry.uid.type == entry.type)
            #expect(UID(keyword: entry.keyword) == entry.uid)
        }
    }

    @Test func everyKeywordLeadsBack() throws {
        for uid in Self.registered {
            let keyword = try #require(uid.keyword)
            #expect(keyword.isEmpty || UID(keyword: keyword) == uid)
        }
        #expect(UID(keyword: "") == nil)
        #expect(UID(keyword: "CTImageStorag") == nil)
    }

    @Test(
        arguments: [
            (.ctImageStorage, "CT Image Storage", "CTImageStorage", .sopClass, false),
            (.verification, "Verification SOP Class", "Verification", .sopClass, false),
            (
                .applicationContext, "DICOM Application Context Name", "DICOMApplicationContext",
                .applicationContextName,
                false
            ),
            (.explicitVRBigEndian, "Explicit VR Big Endian", "ExplicitVRBigEndian", .transferSyntax, true),
            (
                "1.2.840.10008.1.20.1.1", "Storage Commitment Push Model SOP Instance",
                "StorageCommitmentPushModelInstance", .wellKnownSOPInstance, false
            ),
            (
                "1.2.840.10008.5.1.4.1.1.66.7", "Label Map Segmentation Storage", "LabelMapSegmentationStorage",
                .sopClass,
                false
            ),
            ("1.2.840.10008.1.2.4.110", "JPEG XL Lossless", "JPEGXLLossless", .transferSyntax, false),
        ] as [(UID, String, String, UIDType, Bool)])
    func knows(uid: UID, name: String, keyword: String, type: UIDType, isRetired: Bool) {
        #expect(uid.name == name)
        #expect(uid.keyword == keyword)
        #expect(uid.type == type)
        #expect(uid.isRetired == isRetired)
    }

    @Test(arguments: ["", "1", "1.2.840.10008.5.1.4.1.1.2.", "1.2.840.10008.5.1.4.1.1", "2.25.1", "é", "|", "zzz"])
    func saysNothingOfUnknownUIDs(text: String) {
        let uid = UID(rawValue: text)
        #expect(uid.name == nil)
        #expect(uid.keyword == nil)
        #expect(uid.type == nil)
        #expect(uid.information == nil)
        #expect(!uid.isRetired)
    }

    @Test func keepsTheInformationBesideTheName() {
        #expect(UID.implicitVRLittleEndian.information == "Default Transfer Syntax for DICOM")
        #expect(UID.explicitVRLittleEndian.information == nil)
    }

    @Test func constantsAreTheirKeywords() {
        #expect(UID(keyword: "HTJ2K") == .htj2k)
        #expect(UID(keyword: "HTJ2KLossless") == .htj2kLossless)
        #expect(UID(keyword: "JPEGLosslessSV1") == .jpegLosslessSV1)
        #expect(UID(keyword: "JPEGLSNearLossless") == .jpegLSNearLossless)
        #expect(UID(keyword: "RLELossless") == .rleLossless)
        #expect(UID(keyword: "StudyRootQueryRetrieveInformationModelMove") == .studyRootQueryRetrieveMove)
        #expect(UID(keyword: "PatientRootQueryRetrieveInformationModelGet") == .patientRootQueryRetrieveGet)
        #expect(UID(keyword: "BasicColorPrintManagementMeta") == .basicColorPrintManagementMeta)
        #expect(UID(keyword: "UnifiedProcedureStepPush") == .unifiedProcedureStepPush)
        #expect(UID(keyword: "ModalityPerformedProcedureStep") == .modalityPerformedProcedureStep)
        #expect(UID(keyword: "SecondaryCaptureImageStorage") == .secondaryCaptureImageStorage)
        #expect(UID(keyword: "UltrasoundImageStorage") == .ultrasoundImageStorage)
    }

    @Test func everySOPClassHasAServiceClass() throws {
        for uid in Self.registered where uid.type == .sopClass || uid.type == .metaSOPClass {
            let name = try #require(uid.name)
            let service = uid.serviceClass
            if name.contains("Storage"), !name.contains("Commitment"), !name.contains("Media Storage") {
                #expect(service == .storage || service == .nonPatientObjectStorage, "\(name)")
            } else {
                #expect(service != .nonPatientObjectStorage, "\(name)")
            }
            // What is left: retired management of patients and results, media, real-time video.
            if service == .unknown {
                let isExpected = uid.isRetired || uid.rawValue.hasPrefix("1.2.840.10008.10.") || name.contains("Media")
                #expect(isExpected, "\(name)")
            }
        }
        for uid in Self.registered where uid.type != .sopClass && uid.type != .metaSOPClass {
            #expect(uid.serviceClass == .unknown, "\(uid)")
        }
    }

    @Test(
        arguments: [
            ("1.2.840.10008.1.1", .verification),
            ("1.2.840.10008.5.1.4.1.1.2", .storage),
            ("1.2.840.10008.5.1.4.1.1.999.1", .storage),
            ("1.2.840.10008.5.1.4.34.7", .storage),
            ("1.2.840.10008.5.1.4.38.1", .nonPatientObjectStorage),
            ("1.2.840.10008.5.1.4.1.1.201.1", .nonPatientObjectStorage),
            ("1.2.840.10008.5.1.4.1.2.1.1", .queryRetrieveFind),
            ("1.2.840.10008.5.1.4.1.2.2.2", .queryRetrieveMove),
            ("1.2.840.10008.5.1.4.1.2.5.3", .queryRetrieveGet),
            ("1.2.840.10008.5.1.4.1.1.201.6", .queryRetrieveFind),
            ("1.2.840.10008.5.1.4.31", .modalityWorklist),
            ("1.2.840.10008.3.1.2.3.3", .modalityPerformedProcedureStep),
            ("1.2.840.10008.1.20.1", .storageCommitment),
            ("1.2.840.10008.5.1.1.9", .print),
            ("1.2.840.10008.5.1.1.16.376", .print),
            ("1.2.840.10008.5.1.1.33", .mediaCreationManagement),
            ("1.2.840.10008.5.1.1.40", .displaySystemManagement),
            ("1.2.840.10008.5.1.4.34.6.1", .unifiedProcedureStep),
            ("1.2.840.10008.5.1.4.34.4.2", .unifiedProcedureStep),
            ("1.2.840.10008.5.1.4.34.9", .rtMachineVerification),
            ("1.2.840.10008.5.1.4.37.3", .relevantPatientInformationQuery),
            ("1.2.840.10008.5.1.4.39.2", .colorPaletteQueryRetrieve),
            ("1.2.840.10008.5.1.4.45.4", .implantTemplateQueryRetrieve),
            ("1.2.840.10008.5.1.4.1.1.201.3", .inventoryQueryRetrieve),
            ("1.2.840.10008.5.1.4.1.1.201.5", .storageManagement),
            ("1.2.840.10008.5.1.4.1.1.200.4", .protocolApprovalQueryRetrieve),
            ("1.2.840.10008.5.1.4.20.1", .definedProcedureProtocolQueryRetrieve),
            ("1.2.840.10008.5.1.4.33", .instanceAvailabilityNotification),
            ("1.2.840.10008.5.1.4.41", .substanceAdministrationQuery),
            ("1.2.840.10008.1.40", .applicationEventLogging),
            ("1.2.840.10008.1.2", .unknown),
            ("1.2.840.113619.4.30", .unknown),
            ("1.2.840.10008.5.1.4.1.2.", .unknown),
            ("", .unknown),
        ] as [(String, ServiceClass)])
    func belongsTo(uid: String, service: ServiceClass) {
        #expect(UID(rawValue: uid).serviceClass == service)
    }
}
