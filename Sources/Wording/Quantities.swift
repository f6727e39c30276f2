import Evidence

/// A number with a fixed count of digits behind the point, rounded to the nearest; 0 for what is no number.
package func decimal(_ value: Double, places: Int) -> String {
    var scale: Int64 = 1
    for _ in 0..<places { scale *= 10 }
    let scaled = (value * Double(scale)).rounded()
    guard let units = Int64(exactly: scaled) else { return scaled < 0 ? "-9e18" : scaled > 0 ? "9e18" : "0" }
    var text = NumberText()
    let (whole, fraction) = units.magnitude.quotientAndRemainder(dividingBy: scale.magnitude)
    if places > 0 {
        text.put(fraction, width: places)
        text.put(".")
    }
    text.put(whole)
    if units < 0 { text.put("-") }
    return text.text
}

/// Three digits that count, and the unit that suits: `83 µs`, `1.24 ms`, `12.1 s`, `4 min 10 s`, `3 h 02 min`.
package func duration(_ seconds: Double) -> String {
    if seconds < 0 { return "-" + duration(-seconds) }
    switch seconds {
    case ..<0.0009995: return decimal(seconds * 1e6, places: 0) + " µs"
    case ..<0.9995: return significant(seconds * 1e3) + " ms"
    case ..<120: return significant(seconds) + " s"
    case ..<7200:
        let whole = Int(seconds.rounded())
        return "\(whole / 60) min \(twoDigits(whole % 60)) s"
    default:
        let minutes = Int(exactly: (min(seconds, 1e12) / 60).rounded()) ?? 0
        return "\(grouped(minutes / 60)) h \(twoDigits(minutes % 60)) min"
    }
}

/// `412 B`, `52.4 kB`, `1.21 GB`: powers of ten, as network and storage equipment counts.
package func byteCount(_ bytes: UInt64) -> String {
    var value = Double(bytes)
    if bytes < 1000 { return "\(bytes) B" }
    for unit in ["kB", "MB", "GB", "TB"] {
        value /= 1000
        if value < 999.5 || unit == "TB" { return significant(value) + " " + unit }
    }
    return "\(bytes) B"
}

/// `12,345`
package func grouped(_ number: some BinaryInteger) -> String {
    grouped(magnitude: UInt64(clamping: number.magnitude), isNegative: number < 0)
}

package func grouped(_ number: Int) -> String { grouped(magnitude: UInt64(number.magnitude), isNegative: number < 0) }

private func grouped(magnitude: UInt64, isNegative: Bool) -> String {
    var text = NumberText()
    text.put(grouped: magnitude)
    if isNegative { text.put("-") }
    return text.text
}

/// `1 gap`, `3 gaps`.
package func counted(_ number: some BinaryInteger, _ one: String, _ many: String? = nil) -> String {
    grouped(number) + " " + (number == 1 ? one : many ?? one + "s")
}

package func counted(_ number: Int, _ one: String, _ many: String? = nil) -> String {
    var text = grouped(number) + " "
    text += number == 1 ? one : many ?? one
    if number != 1, many == nil { text += "s" }
    return text
}

/// `0A FF`
package func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(3 * bytes.underestimatedCount)
    for byte in bytes {
        if !text.isEmpty { text.append(UInt8(ascii: " ")) }
        for digit in [byte >> 4, byte & 0xF] {
            text.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10)
        }
    }
    return String(decoding: text, as: UTF8.self)
}

package func leftPadded(_ text: String, to width: Int) -> String {
    let missing = width - text.unicodeScalars.count
    return missing > 0 ? String(repeating: " ", count: missing) + text : text
}

private func significant(_ value: Double) -> String {
    decimal(value, places: value < 9.995 ? 2 : value < 99.95 ? 1 : 0)
}

private func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
