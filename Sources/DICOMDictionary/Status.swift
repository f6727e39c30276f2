/// The Status (0000,0900) of a response, whatever its value (PS3.7 Annex C).
public struct Status: RawRepresentable, Hashable, Sendable {
    public var rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    @inlinable
    public init(_ code: UInt16) { rawValue = code }

    @inlinable public var code: UInt16 { rawValue }

    public static let success = Status(0x0000)
    public static let cancel = Status(0xFE00)
    public static let pending = Status(0xFF00)
    public static let pendingWithWarning = Status(0xFF01)

    /// By the code alone, as PS3.7 Annex C divides the codes up.
    public var category: StatusCategory {
        switch rawValue {
        case 0x0000: .success
        case 0x0001, 0x0107, 0x0116, 0xB000...0xBFFF: .warning
        case 0x0100...0x02FF, 0xA000...0xAFFF, 0xC000...0xCFFF: .failure
        case 0xFE00: .cancel
        case 0xFF00, 0xFF01: .pending
        default: .unknown
        }
    }
}

extension Status: CustomStringConvertible {
    /// `0xA700`
    public var description: String {
        func digit(_ shift: UInt16) -> Unicode.Scalar {
            let digit = UInt8(truncatingIfNeeded: rawValue >> shift & 0xF)
            return Unicode.Scalar(digit < 10 ? 0x30 + digit : 0x37 + digit)
        }
        var text = "0x"
        text.unicodeScalars.append(digit(12))
        text.unicodeScalars.append(digit(8))
        text.unicodeScalars.append(digit(4))
        text.unicodeScalars.append(digit(0))
        return text
    }
}
