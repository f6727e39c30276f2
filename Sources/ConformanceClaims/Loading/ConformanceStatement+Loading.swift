extension ConformanceStatement {
    /// In bytes; longer claims files are refused.
    public static var longestFile: Int { ClaimsSource.longest }

    /// Reads a claims file.
    ///
    /// - Parameters:
    ///   - text: YAML, of 1 MiB at most.
    ///   - file: How the file is named in errors.
    /// - Throws: every error found in it, up to 100.
    public init(text: String, file: String) throws(ClaimsError) {
        let (statement, diagnostics) = Self.read(text, file: file)
        let errors = diagnostics.sorted().filter { $0.severity == .error }
        guard let statement, errors.isEmpty else { throw ClaimsError(diagnostics: errors) }
        self = statement
    }

    /// No statement where there are errors.
    static func read(_ text: String, file: String) -> (statement: ConformanceStatement?, diagnostics: DiagnosticList) {
        var diagnostics = DiagnosticList(file: file)
        guard let root = ClaimsSource.root(of: text, into: &diagnostics) else { return (nil, diagnostics) }
        var check = ShapeCheck(diagnostics: diagnostics)
        check.check(root, .record(ClaimsFormat.file))
        if check.isTooLarge { return (nil, check.diagnostics) }
        var reader = StatementReader(root, file: file, check.diagnostics)
        let statement = reader.statement()
        diagnostics = reader.sets.diagnostics
        return (diagnostics.hasErrors ? nil : statement, diagnostics)
    }
}
