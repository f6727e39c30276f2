import ByteReading
import DICOMDictionary

/// One element of a command set (PS3.7 §6.3.1), its value kept as received.
public struct CommandElement: Hashable, Sendable {
    public var tag: Tag
    /// Where the element's tag stands, counted from the first byte of the command set.
    public var offset: Int
    /// As claimed by the element. `value` is shorter where the bytes ended before; its indices are those in the command set.
    public var length: UInt32
    public var value: ArraySlice<UInt8>

    /// US: the first two bytes, little endian (PS3.7 §6.3.1 fixes the command set's encoding).
    public var unsignedShort: UInt16? { value.span.uint16LittleEndian(at: 0) }

    /// UL: the first four bytes, little endian.
    public var unsignedLong: UInt32? { value.span.uint32LittleEndian(at: 0) }

    /// Characters with the padding of UI (NUL) and AE, LO (space) removed. Bytes outside ASCII are shown as `\xNN`.
    public var text: String { commandText(value) }
}

/// Without padding.
func commandTextRange(_ value: ArraySlice<UInt8>) -> Range<Int> {
    var (start, end) = (value.startIndex, value.endIndex)
    while end > start, value[end - 1] == 0 || value[end - 1] == 0x20 { end -= 1 }
    while start < end, value[start] == 0x20 { start += 1 }
    return start..<end
}

func commandText(_ value: ArraySlice<UInt8>) -> String {
    let bytes = value[commandTextRange(value)]
    if bytes.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return String(decoding: bytes, as: UTF8.self) }
    var text = ""
    for byte in bytes {
        if byte >= 0x20, byte < 0x7F {
            text.unicodeScalars.append(Unicode.Scalar(byte))
        } else {
            text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
    }
    return text
}
