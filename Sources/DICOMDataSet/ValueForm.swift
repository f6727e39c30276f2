/// The forms of PS3.5 Table 6.2-1 that text values have, read byte by byte. Values come without their padding.
enum ValueForm {
    /// `YYYYMMDD`, a day there is.
    static func isDate(_ value: Span<UInt8>) -> Bool {
        guard value.count == 8, let year = number(value, 0, 4), let month = number(value, 4, 2),
            let day = number(value, 6, 2)
        else { return false }
        return isDay(year, month, day)
    }

    /// `YYYY.MM.DD`, as ACR-NEMA had it.
    static func isDateWithPeriods(_ value: Span<UInt8>) -> Bool {
        value.count == 10 && value[4] == UInt8(ascii: ".") && value[7] == UInt8(ascii: ".")
            && number(value, 0, 4) != nil && number(value, 5, 2) != nil && number(value, 8, 2) != nil
    }

    /// `HHMMSS.FFFFFF`, the components from the right on missing as they may.
    static func isTime(_ value: Span<UInt8>) -> Bool { isTime(value, from: 0) }

    /// `HH:MM:SS`, as ACR-NEMA had it, with or without seconds and their fraction.
    static func isTimeWithColons(_ value: Span<UInt8>) -> Bool {
        guard value.count >= 5, value[2] == UInt8(ascii: ":"), let hour = number(value, 0, 2), hour < 24,
            let minute = number(value, 3, 2), minute < 60
        else { return false }
        guard value.count > 5 else { return true }
        guard value.count >= 8, value[5] == UInt8(ascii: ":"), let second = number(value, 6, 2) else { return false }
        return second <= 60 && isFraction(value, from: 8)
    }

    /// `YYYYMMDDHHMMSS.FFFFFF&ZZXX`, the components before the offset missing from the right on as they may.
    static func isDateTime(_ value: Span<UInt8>) -> Bool {
        var end = value.count
        if end > 5, isSign(value[end - 5]) {
            guard let hours = number(value, end - 4, 2), let minutes = number(value, end - 2, 2) else { return false }
            guard hours <= 14, minutes < 60 else { return false }
            end -= 5
        }
        let moment = value.extracting(0..<end)
        guard end >= 4, let year = number(moment, 0, 4) else { return false }
        guard end > 4 else { return true }
        guard let month = number(moment, 4, 2), (1...12).contains(month) else { return false }
        guard end > 6 else { return true }
        guard let day = number(moment, 6, 2), isDay(year, month, day) else { return false }
        return end == 8 || isTime(moment, from: 8)
    }

    /// `018M`.
    static func isAge(_ value: Span<UInt8>) -> Bool {
        guard value.count == 4, number(value, 0, 3) != nil else { return false }
        return "DWMY".utf8.contains(value[3])
    }

    /// Of 32 bits, in at most 12 characters.
    static func isInteger(_ value: Span<UInt8>) -> Bool {
        var index = value.count > 0 && isSign(value[0]) ? 1 : 0
        guard index < value.count, value.count <= 12 else { return false }
        var magnitude: Int64 = 0
        while index < value.count {
            guard isDigit(value[index]) else { return false }
            magnitude = magnitude * 10 + Int64(value[index] - 0x30)
            index += 1
        }
        return magnitude <= (value[0] == UInt8(ascii: "-") ? 1 << 31 : (1 << 31) - 1)
    }

    /// A fixed or floating point number.
    static func isDecimal(_ value: Span<UInt8>) -> Bool {
        var index = value.count > 0 && isSign(value[0]) ? 1 : 0
        var digits = skipDigits(value, &index)
        if index < value.count, value[index] == UInt8(ascii: ".") {
            index += 1
            digits += skipDigits(value, &index)
        }
        guard digits > 0 else { return false }
        guard index < value.count else { return true }
        guard value[index] | 0x20 == UInt8(ascii: "e") else { return false }
        index += 1
        if index < value.count, isSign(value[index]) { index += 1 }
        return skipDigits(value, &index) > 0 && index == value.count
    }

    /// Components of digits, none of them empty or with a leading zero (PS3.5 §9.1).
    static func isUID(_ value: Span<UInt8>) -> Bool {
        var start = 0
        for index in value.indices {
            if value[index] == UInt8(ascii: ".") {
                guard isComponent(value, start, index) else { return false }
                start = index + 1
            } else if !isDigit(value[index]) {
                return false
            }
        }
        return isComponent(value, start, value.count)
    }

    private static func isComponent(_ value: Span<UInt8>, _ start: Int, _ end: Int) -> Bool {
        end > start && (end == start + 1 || value[start] != UInt8(ascii: "0"))
    }

    private static func isTime(_ value: Span<UInt8>, from start: Int) -> Bool {
        guard let hour = number(value, start, 2), hour < 24 else { return false }
        guard value.count > start + 2 else { return true }
        guard let minute = number(value, start + 2, 2), minute < 60 else { return false }
        guard value.count > start + 4 else { return true }
        guard let second = number(value, start + 4, 2), second <= 60 else { return false }
        return isFraction(value, from: start + 6)
    }

    /// Nothing, or a period and one to six digits.
    private static func isFraction(_ value: Span<UInt8>, from start: Int) -> Bool {
        guard start < value.count else { return true }
        guard value[start] == UInt8(ascii: ".") else { return false }
        var index = start + 1
        let digits = skipDigits(value, &index)
        return (1...6).contains(digits) && index == value.count
    }

    private static func isDay(_ year: Int, _ month: Int, _ day: Int) -> Bool {
        guard (1...12).contains(month) else { return false }
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days =
            switch month {
            case 2: isLeap ? 29 : 28
            case 4, 6, 9, 11: 30
            default: 31
            }
        return (1...days).contains(day)
    }

    /// `nil` where there are not that many digits.
    private static func number(_ value: Span<UInt8>, _ start: Int, _ count: Int) -> Int? {
        guard start + count <= value.count else { return nil }
        var result = 0
        for index in start..<(start + count) {
            guard isDigit(value[index]) else { return nil }
            result = result * 10 + Int(value[index] - 0x30)
        }
        return result
    }

    private static func skipDigits(_ value: Span<UInt8>, _ index: inout Int) -> Int {
        let start = index
        while index < value.count, isDigit(value[index]) { index += 1 }
        return index - start
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    private static func isSign(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") }
}
