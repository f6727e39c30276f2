/// The Command Field (0000,0100): which DIMSE service primitive a message is (PS3.7 §E.1). Unknown values are kept.
public struct CommandField: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public var rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let cStoreRQ = CommandField(rawValue: 0x0001)
    public static let cGetRQ = CommandField(rawValue: 0x0010)
    public static let cFindRQ = CommandField(rawValue: 0x0020)
    public static let cMoveRQ = CommandField(rawValue: 0x0021)
    public static let cEchoRQ = CommandField(rawValue: 0x0030)
    public static let nEventReportRQ = CommandField(rawValue: 0x0100)
    public static let nGetRQ = CommandField(rawValue: 0x0110)
    public static let nSetRQ = CommandField(rawValue: 0x0120)
    public static let nActionRQ = CommandField(rawValue: 0x0130)
    public static let nCreateRQ = CommandField(rawValue: 0x0140)
    public static let nDeleteRQ = CommandField(rawValue: 0x0150)
    public static let cCancelRQ = CommandField(rawValue: 0x0FFF)

    /// The high bit tells a response from a request, in codes yet unknown as well.
    @inlinable
    public var isResponse: Bool { rawValue & 0x8000 != 0 }

    @inlinable
    public var isCancel: Bool { rawValue == 0x0FFF }

    /// The request this is, or is the response to.
    @inlinable
    public var request: CommandField { CommandField(rawValue: rawValue & 0x7FFF) }

    @inlinable
    public var response: CommandField { CommandField(rawValue: rawValue | 0x8000) }

    /// `C-STORE`, `N-EVENT-REPORT`; `nil` for a code the standard does not name.
    public var service: String? {
        switch request {
        case .cStoreRQ: "C-STORE"
        case .cGetRQ: "C-GET"
        case .cFindRQ: "C-FIND"
        case .cMoveRQ: "C-MOVE"
        case .cEchoRQ: "C-ECHO"
        case .nEventReportRQ: "N-EVENT-REPORT"
        case .nGetRQ: "N-GET"
        case .nSetRQ: "N-SET"
        case .nActionRQ: "N-ACTION"
        case .nCreateRQ: "N-CREATE"
        case .nDeleteRQ: "N-DELETE"
        case .cCancelRQ where !isResponse: "C-CANCEL"
        default: nil
        }
    }

    /// `C-STORE-RQ`, `C-STORE-RSP`, or the code itself: `0x1234`.
    public var description: String {
        guard let service else { return hexadecimal(rawValue) }
        return service + (isResponse ? "-RSP" : "-RQ")
    }
}

/// `0xFF00`: as statuses and unknown codes are written everywhere.
public func hexadecimal(_ value: UInt16) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return "0x" + String(repeating: "0", count: 4 - digits.count) + digits
}
