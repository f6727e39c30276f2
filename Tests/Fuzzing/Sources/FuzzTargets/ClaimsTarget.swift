import ConformanceClaims

/// The input is a claims file. What is accepted is looked at, and compared with a statement that is built in.
func fuzzClaims(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    for diagnostic in ConformanceStatement.lint(text: text, file: "claims") {
        precondition(diagnostic.place.line > 0 && diagnostic.place.column > 0)
    }
    do {
        let statement = try ConformanceStatement(text: text, file: "claims")
        let claims = statement.claims()
        precondition(Set(claims.map(\.id)).count == claims.count)
        if let other = orthanc { _ = StatementComparison(statement, other) }
    } catch {
        precondition(!error.diagnostics.isEmpty)
    }
}

private let orthanc = ShippedStatements.text(of: "orthanc").flatMap {
    try? ConformanceStatement(text: $0, file: "orthanc")
}
