/// The capture's clock: nanoseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Hashable, Comparable, Sendable {
    public var nanoseconds: Int64

    @inlinable
    public init(nanoseconds: Int64) { self.nanoseconds = nanoseconds }

    @inlinable
    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }

    /// Seconds from `earlier` to `self`; negative when the capture's clock went back.
    @inlinable
    public func seconds(since earlier: Timestamp) -> Double {
        Double(nanoseconds &- earlier.nanoseconds) / 1e9
    }

    /// ISO 8601 UTC with microseconds, as every JSON output writes it: `2026-01-31T23:59:59.000001Z`.
    public var iso8601: String {
        var text = NumberText()
        text.put("Z")
        put(into: &text, between: "T")
        return text.text
    }

    /// For readers: `2026-01-31 23:59:59.000001 UTC`.
    package var readable: String {
        var text = NumberText()
        text.put("C")
        text.put("T")
        text.put("U")
        text.put(" ")
        put(into: &text, between: " ")
        return text.text
    }

    private func put(into text: inout NumberText, between separator: Unicode.Scalar) {
        let microseconds = nanoseconds.flooredDivision(by: 1000)
        let seconds = microseconds.flooredDivision(by: 1_000_000)
        let days = seconds.flooredDivision(by: 86_400)
        let secondOfDay = seconds - days * 86_400
        let (year, month, day) = Self.civilDate(daysSince1970: days)
        func put(_ number: Int64, _ width: Int, after sign: Unicode.Scalar) {
            text.put(number.magnitude, width: width)
            text.put(sign)
        }
        put(microseconds - seconds * 1_000_000, 6, after: ".")
        put(secondOfDay % 60, 2, after: ":")
        put(secondOfDay / 60 % 60, 2, after: ":")
        put(secondOfDay / 3600, 2, after: separator)
        put(day, 2, after: "-")
        put(month, 2, after: "-")
        text.put(year.magnitude, width: 4)
    }

    /// The proleptic Gregorian date, by counting eras of 400 years from 1 March of year 0.
    private static func civilDate(daysSince1970 days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let shifted = days + 719_468
        let era = shifted.flooredDivision(by: 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
