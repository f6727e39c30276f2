import Evidence
import Wording

/// Moments as tables show them: the time of day, with the date where the capture goes past midnight.
struct PageClock {
    private let showsDate: Bool

    init(first: Timestamp?, last: Timestamp?) {
        showsDate = first?.iso8601.prefix(10) != last?.iso8601.prefix(10)
    }

    /// `23:51:13.536`
    func text(_ time: Timestamp) -> String {
        let text = time.iso8601
        guard text.utf8.count == 27 else { return text }
        let ofDay = text.dropFirst(11).dropLast(4)
        return showsDate ? text.prefix(10) + " " + ofDay : String(ofDay)
    }
}

/// Text cut to so many characters for a drawing, which cannot wrap it; harmless before it is measured.
func clipped(_ text: String, to length: Int) -> String {
    let shown = PageText.harmless(text)
    return shown.unicodeScalars.count <= length
        ? shown : String(String.UnicodeScalarView(shown.unicodeScalars.prefix(length - 1))) + "…"
}

/// A coordinate: at most one digit behind the point.
func coordinate(_ value: Double) -> String {
    let text = decimal(value, places: 1)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
