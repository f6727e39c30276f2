/// ASCII text of numbers, written from its last character to its first, as digits come: without memory of its own, since
/// a listing has several on every line. It holds 64 characters, more than any number takes; what is put before them is
/// left out.
package struct NumberText {
    private var characters = InlineArray<64, UInt8>(repeating: 0)
    private var start = 64

    package init() {}

    package init(_ number: UInt64) { put(number) }

    package mutating func put(_ character: Unicode.Scalar) { put(UInt8(truncatingIfNeeded: character.value)) }

    @inline(__always)
    private mutating func put(_ byte: UInt8) {
        guard start > 0 else { return }
        start -= 1
        characters[start] = byte
    }

    /// In decimal, with zeros in front up to `width` digits.
    package mutating func put(_ number: UInt64, width: Int = 1) {
        var rest = number
        var count = 0
        while rest > 0 || count < width {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            put(UInt8(truncatingIfNeeded: digit) &+ 0x30)
            rest = quotient
            count += 1
        }
    }

    /// With a comma between each three digits.
    package mutating func put(grouped number: UInt64) {
        var rest = number
        while rest >= 1000 {
            let (quotient, digits) = rest.quotientAndRemainder(dividingBy: 1000)
            put(digits, width: 3)
            put(UInt8(ascii: ","))
            rest = quotient
        }
        put(rest)
    }

    package var text: String {
        // Unsafe: the buffer is read within the call alone.
        unsafe characters.span.extracting(start..<64).withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
    }
}
