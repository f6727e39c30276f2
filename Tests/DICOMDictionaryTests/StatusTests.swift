import DICOMDictionary
import Testing

private let cStore: UInt16 = 0x0001
private let cGet: UInt16 = 0x0010
private let cFind: UInt16 = 0x0020
private let cMove: UInt16 = 0x0021
private let nSet: UInt16 = 0x0120
private let nAction: UInt16 = 0x0130
private let nCreate: UInt16 = 0x0140

@Suite struct StatusTests {
    @Test func everyCodeHasTheClassOfAnnexC() {
        for code in UInt16.min...UInt16.max {
            let expected: StatusCategory =
                switch code {
                case 0: .success
                case 1, 0x0107, 0x0116: .warning
                case _ where code >> 8 == 1 || code >> 8 == 2: .failure
                case _ where code >> 12 == 0xA || code >> 12 == 0xC: .failure
                case _ where code >> 12 == 0xB: .warning
                case 0xFE00: .cancel
                case 0xFF00, 0xFF01: .pending
                default: .unknown
                }
            guard Status(code).category == expected else {
                Issue.record("\(Status(code))")
                continue
            }
        }
    }

    @Test(
        arguments: [
            0x0000, 0x0001, 0x0105, 0x0106, 0x0107, 0x0110, 0x0111, 0x0112, 0x0113, 0x0114, 0x0115, 0x0116, 0x0117,
            0x0118,
            0x0119, 0x0120, 0x0121, 0x0122, 0x0123, 0x0124, 0x0210, 0x0211, 0x0212, 0x0213, 0xFE00, 0xFF00, 0xFF01,
        ] as [UInt16])
    func generalCodesMeanSomethingEverywhere(code: UInt16) {
        for service in ServiceClass.allCases {
            for command in [cStore, cFind, cMove, nSet, 0, 0xFFFF] {
                #expect(Status(code).definition(service: service, command: command) != nil)
            }
        }
    }

    /// The codes of each service and no others, besides the general ones.
    @Test(
        arguments: [
            (
                ServiceClass.storage, cStore,
                [0xA700...0xA7FF, 0xA900...0xA9FF, 0xB000...0xB000, 0xB006...0xB007, 0xC000...0xCFFF]
            ),
            (.nonPatientObjectStorage, cStore, [0xA700...0xA700, 0xA900...0xA900, 0xC000...0xC000]),
            (
                .queryRetrieveFind, cFind,
                [0xA700...0xA700, 0xA710...0xA710, 0xA900...0xA900, 0xB001...0xB001, 0xC000...0xCFFF]
            ),
            (
                .queryRetrieveMove, cMove,
                [
                    0xA701...0xA702, 0xA801...0xA801, 0xA900...0xA900, 0xAA00...0xAA04, 0xB000...0xB000,
                    0xC000...0xCFFF,
                ]
            ),
            (
                .queryRetrieveGet, cGet,
                [0xA701...0xA702, 0xA900...0xA900, 0xAA00...0xAA04, 0xB000...0xB000, 0xC000...0xCFFF]
            ),
            (.modalityWorklist, cFind, [0xA700...0xA700, 0xA900...0xA900, 0xC000...0xCFFF]),
            (.substanceAdministrationQuery, cFind, [0xA700...0xA700, 0xA900...0xA900, 0xC000...0xCFFF]),
            (.modalityPerformedProcedureStep, nSet, []),
            (.storageCommitment, nAction, []),
            (.verification, 0x0030, []),
            (
                .print, nAction,
                [
                    0xB600...0xB605, 0xB609...0xB60A, 0xC600...0xC603, 0xC605...0xC605, 0xC613...0xC613,
                    0xC616...0xC616,
                ]
            ),
            (
                .unifiedProcedureStep, nAction,
                [
                    0xB300...0xB301, 0xB304...0xB306, 0xC300...0xC304, 0xC307...0xC309, 0xC310...0xC315,
                ]
            ),
            (.unifiedProcedureStep, cFind, [0xA700...0xA700, 0xA900...0xA900, 0xC000...0xCFFF]),
            (
                .relevantPatientInformationQuery, cFind,
                [0xA700...0xA700, 0xA900...0xA900, 0xC000...0xC000, 0xC100...0xC100, 0xC200...0xC200]
            ),
            (
                .applicationEventLogging, nAction,
                [
                    0xB101...0xB102, 0xB104...0xB104, 0xC101...0xC104, 0xC10E...0xC10E, 0xC110...0xC111,
                ]
            ),
            (.mediaCreationManagement, nAction, [0xA510...0xA510, 0xC201...0xC203]),
            (.rtMachineVerification, nSet, [0xC112...0xC112, 0xC221...0xC227]),
            (.storageManagement, nAction, [0xB010...0xB010]),
        ] as [(ServiceClass, UInt16, [ClosedRange<UInt16>])])
    func eachServiceHasItsCodes(service: ServiceClass, command: UInt16, codes: [ClosedRange<UInt16>]) {
        for code in 0xA000...0xCFFF as ClosedRange<UInt16> {
            let isDefined = Status(code).definition(service: service, command: command) != nil
            guard isDefined == codes.contains(where: { $0.contains(code) }) else {
                Issue.record("\(service) \(Status(code))")
                continue
            }
        }
    }

    @Test(
        arguments: [
            (0xB000, ServiceClass.storage, cStore, "Stored, data elements coerced"),
            (0xB000, .queryRetrieveMove, cMove, "Sub-operations complete, one or more failures or warnings"),
            (0xB000, .queryRetrieveMove, 0x8021, "Sub-operations complete, one or more failures or warnings"),
            (0xA7AB, .storage, 0x8001, "Refused: out of resources"),
            (0xA702, .queryRetrieveGet, cGet, "Refused: out of resources, cannot perform sub-operations"),
            (0xA801, .queryRetrieveMove, cMove, "Refused: move destination unknown"),
            (0xA801, .queryRetrieveGet, cGet, "Failure not defined for this service"),
            (0xFF01, .modalityWorklist, cFind, "A match; optional keys are not supported"),
            (0xFF00, .queryRetrieveGet, cGet, "Sub-operations continue"),
            (0xFE00, .queryRetrieveFind, cFind, "Matching ended by C-CANCEL"),
            (0xFE00, .queryRetrieveMove, cMove, "Sub-operations ended by C-CANCEL"),
            (0xC301, .unifiedProcedureStep, nAction, "Wrong Transaction UID"),
            (0xC301, .unifiedProcedureStep, cFind, "Unable to process the query"),
            (0xB604, .print, nSet, "Image larger than its image box, demagnified"),
            (0xB604, .storage, cStore, "Warning not defined for this service"),
            (0xB000, .unknown, cStore, "Stored, data elements coerced"),
            (0xB000, .unknown, nCreate, "Warning not defined for this service"),
            (0xC123, .unknown, cMove, "Unable to process the retrieval"),
            (0x0122, .storage, cStore, "Refused: SOP class not supported"),
            (0xD000, .storage, cStore, "Code not defined for this service"),
            (0xC000, .hangingProtocolQueryRetrieve, cFind, "Unable to process the query"),
            (0x0000, .verification, 0x0030, "Success"),
        ] as [(UInt16, ServiceClass, UInt16, String)])
    func meansItForItsService(code: UInt16, service: ServiceClass, command: UInt16, meaning: String) {
        #expect(Status(code).meaning(service: service, command: command) == meaning)
    }

    @Test func everyMeaningIsShort() {
        for service in ServiceClass.allCases {
            for command in [cStore, cGet, cFind, cMove, nAction] {
                for code in [0x0000...0x0300, 0xA500...0xAA10, 0xB000...0xB700, 0xC000...0xC320, 0xFE00...0xFF01]
                    .joined()
                {
                    let meaning = Status(UInt16(code)).meaning(service: service, command: command)
                    guard !meaning.isEmpty, meaning.utf8.count <= 64 else {
                        Issue.record("\(meaning)")
                        continue
                    }
                }
            }
        }
    }

    @Test func isWrittenInHexadecimal() {
        #expect(Status.pending.description == "0xFF00")
        #expect(Status(0x1).description == "0x0001")
    }
}
