import Evidence

/// A PDU's type as its first byte gives it (PS3.8 §9.3.1). Unknown codes are kept.
public struct PDUType: RawRepresentable, Hashable, Sendable, CustomStringConvertible {
    public var rawValue: UInt8

    @inlinable
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let associateRQ = PDUType(rawValue: 0x01)
    public static let associateAC = PDUType(rawValue: 0x02)
    public static let associateRJ = PDUType(rawValue: 0x03)
    public static let dataTF = PDUType(rawValue: 0x04)
    public static let releaseRQ = PDUType(rawValue: 0x05)
    public static let releaseRP = PDUType(rawValue: 0x06)
    public static let abort = PDUType(rawValue: 0x07)

    @inlinable
    public var isKnown: Bool { rawValue >= 1 && rawValue <= 7 }

    /// Where the standard lays it out.
    public var clause: Clause? {
        switch self {
        case .associateRQ: "PS3.8 §9.3.2, Table 9-11"
        case .associateAC: "PS3.8 §9.3.3, Table 9-17"
        case .associateRJ: "PS3.8 §9.3.4, Table 9-21"
        case .dataTF: "PS3.8 §9.3.5, Table 9-22"
        case .releaseRQ: "PS3.8 §9.3.6, Table 9-24"
        case .releaseRP: "PS3.8 §9.3.7, Table 9-25"
        case .abort: "PS3.8 §9.3.8, Table 9-26"
        default: nil
        }
    }

    /// `A-ASSOCIATE-RQ`, or the code itself: `PDU 0x2A`.
    public var description: String {
        switch self {
        case .associateRQ: "A-ASSOCIATE-RQ"
        case .associateAC: "A-ASSOCIATE-AC"
        case .associateRJ: "A-ASSOCIATE-RJ"
        case .dataTF: "P-DATA-TF"
        case .releaseRQ: "A-RELEASE-RQ"
        case .releaseRP: "A-RELEASE-RP"
        case .abort: "A-ABORT"
        default: "PDU 0x" + (rawValue < 16 ? "0" : "") + String(rawValue, radix: 16, uppercase: true)
        }
    }
}

/// The first six bytes of every PDU (PS3.8 §9.3.1).
public struct PDUHeader: Hashable, Sendable {
    public var type: PDUType
    /// Byte 2, which should be 0.
    public var reserved: UInt8
    /// The PDU-length field: bytes that follow it.
    public var length: UInt32
    /// Where the PDU's first byte stands in its direction of the connection.
    public var offset: StreamOffset

    @inlinable
    public init(type: PDUType, reserved: UInt8 = 0, length: UInt32, offset: StreamOffset) {
        self.type = type
        self.reserved = reserved
        self.length = length
        self.offset = offset
    }

    public static let size = 6
}
