import DICOMDictionary

/// A status code or a family of them: `A700`, `A7xx`, `Cxxx`.
public struct StatusPattern: Hashable, Sendable, CustomStringConvertible {
    /// With 0 in place of each digit left open.
    public var value: UInt16
    /// Which bits of a code are compared.
    public var mask: UInt16

    /// Four hexadecimal digits, the last ones also `x`, `0x` before or `H` behind.
    public init?(_ text: String) {
        var digits = Substring(text.uppercased())
        if digits.hasPrefix("0X") { digits = digits.dropFirst(2) }
        if digits.count == 5, digits.hasSuffix("H") { digits = digits.dropLast() }
        guard digits.count == 4 else { return nil }
        value = 0
        mask = 0
        var isOpen = false
        for digit in digits {
            value <<= 4
            mask <<= 4
            if digit == "X" {
                isOpen = true
            } else if !isOpen, digit.isASCII, let number = digit.hexDigitValue {
                value |= UInt16(number)
                mask |= 0xF
            } else {
                return nil
            }
        }
        guard mask != 0 else { return nil }
    }

    public func matches(_ status: Status) -> Bool { status.rawValue & mask == value }

    /// `A7xx`
    public var description: String {
        let digits = String(value, radix: 16, uppercase: true)
        let code = String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let open = mask.trailingZeroBitCount / 4
        return code.dropLast(open) + String(repeating: "x", count: open)
    }
}
