import ArgumentParser
import Evidence
import Foundation

/// `2026-01-31`, `2026-01-31T10:00`, `2026-01-31 10:00:00.5`, with `Z` or an offset (`+01:00`): without one it is UTC, as
/// all output is.
struct CaptureTime: ExpressibleByArgument {
    let timestamp: Timestamp

    init?(argument: String) {
        let pattern =
            #/(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?\s*(Z|UTC|[+-]\d\d:?\d\d)?/#
        guard let match = argument.wholeMatch(of: pattern)?.output else { return nil }
        var parts = DateComponents()
        parts.calendar = Calendar(identifier: .gregorian)
        parts.timeZone = TimeZone(secondsFromGMT: Self.offset(match.8.map(String.init) ?? "Z"))
        (parts.year, parts.month, parts.day) = (Int(match.1), Int(match.2), Int(match.3))
        parts.hour = match.4.flatMap { Int($0) } ?? 0
        parts.minute = match.5.flatMap { Int($0) } ?? 0
        parts.second = match.6.flatMap { Int($0) } ?? 0
        guard parts.isValidDate, let date = parts.date else { return nil }
        let fraction = match.7.map { ($0 + String(repeating: "0", count: 9 - $0.count)) }.flatMap { Int64($0) } ?? 0
        let (seconds, overflow) = Int64(date.timeIntervalSince1970).multipliedReportingOverflow(by: 1_000_000_000)
        guard !overflow else { return nil }
        timestamp = Timestamp(nanoseconds: seconds &+ fraction)
    }

    private static func offset(_ text: String) -> Int {
        let digits = text.filter(\.isNumber)
        guard let sign = text.first, sign == "+" || sign == "-", digits.count == 4, let hours = Int(digits.prefix(2)),
            let minutes = Int(digits.suffix(2))
        else { return 0 }
        return (hours * 60 + minutes) * (sign == "-" ? -60 : 60)
    }
}
