/// What an expression comes to. Beside the values proper there are two that keep facts apart from guesses: `absent`, for
/// what is known not to be there, and `unknown`, for what the capture lost.
public enum Value {
    case boolean(Bool)
    case integer(Int64)
    /// Durations are numbers of seconds.
    case number(Double)
    /// UIDs and names of enumerations among them.
    case text(String)
    case list([Value])
    case record(any FactRecord)
    case absent
    case unknown
}

extension Value {
    @inlinable public init(_ value: Bool?) { self = value.map { .boolean($0) } ?? .absent }
    @inlinable public init(_ value: (some BinaryInteger)?) {
        self = value.map { .integer(Int64(clamping: $0)) } ?? .absent
    }
    @inlinable public init(_ value: Double?) { self = value.map { .number($0) } ?? .absent }
    @inlinable public init(_ value: String?) { self = value.map { .text($0) } ?? .absent }
    @inlinable public init(_ value: (any FactRecord)?) { self = value.map { .record($0) } ?? .absent }
    @inlinable public init(_ values: [String]) { self = .list(values.map { .text($0) }) }
    @inlinable public init(_ values: [some BinaryInteger]) {
        self = .list(values.map { .integer(Int64(clamping: $0)) })
    }
    @inlinable public init(_ values: [some FactRecord]) { self = .list(values.map { .record($0) }) }

    /// Absent or unknown.
    var isMissing: Bool {
        switch self {
        case .absent, .unknown: true
        default: false
        }
    }

    /// For messages: `1.5`, `CT1`, `1, 3, 5`.
    public var display: String {
        switch self {
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): String(value)
        case .number(let value): Self.display(value, places: 3)
        case .text(let value): value
        case .list(let values): values.map(\.display).joined(separator: ", ")
        case .record: "record"
        case .absent: "none"
        case .unknown: "unknown"
        }
    }

    /// At most so many digits behind the point, up to three, and none that say nothing.
    static func display(_ value: Double, places: Int) -> String {
        guard value.magnitude < 1e15 else { return String(value) }
        let scale: Int64 = [1, 10, 100, 1000][min(max(places, 0), 3)]
        let scaled = Int64((value.magnitude * Double(scale)).rounded())
        let sign = value < 0 && scaled != 0 ? "-" : ""
        guard scaled % scale != 0 else { return sign + String(scaled / scale) }
        // A one before the digits keeps the zeros at their beginning.
        var fraction = String(scale + scaled % scale).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return sign + "\(scaled / scale).\(fraction)"
    }
}
