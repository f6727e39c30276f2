/// Collects diagnostics of one file, no more than a person reads.
struct DiagnosticList {
    static let most = 100

    let file: String
    private(set) var items: [ClaimsDiagnostic] = []

    init(file: String) { self.file = file }

    /// Looking on would only tell more of the same.
    var isFull: Bool { items.count >= Self.most }
    var hasErrors: Bool { items.contains { $0.severity == .error } }

    mutating func add(
        _ severity: ClaimsDiagnostic.Severity, _ message: String, at place: ClaimPlace, suggestion: String? = nil
    ) {
        let diagnostic = ClaimsDiagnostic(
            severity: severity, message: message, file: file, place: place, suggestion: suggestion)
        // Of a set that several services use, once is enough.
        guard !isFull, !items.contains(diagnostic) else { return }
        items.append(diagnostic)
    }

    mutating func error(_ message: String, at place: ClaimPlace, suggestion: String? = nil) {
        add(.error, message, at: place, suggestion: suggestion)
    }

    mutating func warning(_ message: String, at place: ClaimPlace, suggestion: String? = nil) {
        add(.warning, message, at: place, suggestion: suggestion)
    }

    /// By line and column; of several at one place, as they were found.
    func sorted() -> [ClaimsDiagnostic] {
        items.enumerated().sorted { left, right in
            (left.element.place.line, left.element.place.column, left.offset)
                < (right.element.place.line, right.element.place.column, right.offset)
        }.map(\.element)
    }
}
