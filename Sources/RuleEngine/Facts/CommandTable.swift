import DICOMDictionary
import DICOMMessageExchange

/// Which elements a message's command set has, may have, and may not have (PS3.7 §9.3, §10.3).
struct CommandTable {
    /// Element numbers in group 0000 that shall be there.
    var mandatory: [UInt16]
    /// Those that may be.
    var optional: [UInt16]
    /// A data set shall be there (`true`), shall not (`false`), or may.
    var dataSet: Bool?

    /// Group Length, Command Field and Command Data Set Type stand in every message.
    private static let every: [UInt16] = [0x0000, 0x0100, 0x0800]
    /// What a status may bring with it (PS3.7 Annex C).
    private static let explanations: [UInt16] = [0x0901, 0x0902, 0x0903]

    static func of(_ command: CommandField) -> CommandTable? { table[command.rawValue] }

    private static let table: [UInt16: CommandTable] = [
        0x0001: request([0x0002, 0x0110, 0x0700, 0x1000], [0x1030, 0x1031], dataSet: true),
        0x0020: request([0x0002, 0x0110, 0x0700], dataSet: true),
        0x0010: request([0x0002, 0x0110, 0x0700], dataSet: true),
        0x0021: request([0x0002, 0x0110, 0x0600, 0x0700], dataSet: true),
        0x0030: request([0x0002, 0x0110], dataSet: false),
        0x0FFF: request([0x0120], dataSet: false),
        0x0100: request([0x0002, 0x0110, 0x1000, 0x1002]),
        0x0110: request([0x0003, 0x0110, 0x1001], [0x1005], dataSet: false),
        0x0120: request([0x0003, 0x0110, 0x1001], dataSet: true),
        0x0130: request([0x0003, 0x0110, 0x1001, 0x1008]),
        0x0140: request([0x0002, 0x0110], [0x1000]),
        0x0150: request([0x0003, 0x0110, 0x1001], dataSet: false),
        0x8001: response([0x1000], dataSet: false),
        0x8020: response(),
        0x8010: response([0x1020, 0x1021, 0x1022, 0x1023]),
        0x8021: response([0x1020, 0x1021, 0x1022, 0x1023]),
        0x8030: response(dataSet: false),
        0x8100: response([0x1000, 0x1002]),
        0x8110: response([0x1000, 0x1005]),
        0x8120: response([0x1000, 0x1005]),
        0x8130: response([0x1000, 0x1005, 0x1008]),
        0x8140: response([0x1000, 0x1005]),
        0x8150: response([0x1000], dataSet: false),
    ]

    private static func request(_ mandatory: [UInt16], _ optional: [UInt16] = [], dataSet: Bool? = nil) -> CommandTable
    {
        CommandTable(mandatory: every + mandatory, optional: optional, dataSet: dataSet)
    }

    private static func response(_ optional: [UInt16] = [], dataSet: Bool? = nil) -> CommandTable {
        CommandTable(
            mandatory: every + [0x0120, 0x0900], optional: [0x0002] + explanations + optional, dataSet: dataSet)
    }

    /// Elements of PS3.7 §E.2, which are retired.
    static func isRetired(_ element: UInt16) -> Bool {
        switch element {
        case 0x0001, 0x0010, 0x0200, 0x0300, 0x0400, 0x0850, 0x0860, 0x4000, 0x4010, 0x5010, 0x5020, 0x5110, 0x5120,
            0x5130,
            0x5140, 0x5150, 0x5160, 0x5170, 0x5180, 0x5190, 0x51A0, 0x51B0:
            true
        default: false
        }
    }

    /// Of an element of PS3.7 §E.1.
    static func vr(of element: UInt16) -> VR? {
        switch element {
        case 0x0000: .unsignedLong
        case 0x0002, 0x0003, 0x1000, 0x1001: .uniqueIdentifier
        case 0x0100, 0x0110, 0x0120, 0x0700, 0x0800, 0x0900, 0x0903, 0x1002, 0x1008, 0x1020...0x1023, 0x1031:
            .unsignedShort
        case 0x0600, 0x1030: .applicationEntity
        case 0x0901, 0x1005: .attributeTag
        case 0x0902: .longString
        default: nil
        }
    }
}

/// Names of services and commands as expressions write them.
enum DIMSECommand {
    static let services = [
        "C-STORE", "C-FIND", "C-GET", "C-MOVE", "C-ECHO", "N-EVENT-REPORT", "N-GET", "N-SET", "N-ACTION", "N-CREATE",
        "N-DELETE",
    ]
    static let names = services.flatMap { [$0 + "-RQ", $0 + "-RSP"] } + ["C-CANCEL-RQ"]
}
