import DICOMDictionary

/// Finds what of a statement contradicts itself, the standard, or most likely what was meant. All of it can be true: a
/// vendor may have printed it so. Hence warnings.
struct StatementLint {
    let statement: ConformanceStatement
    var diagnostics: DiagnosticList

    mutating func run() {
        checkMatch()
        checkCharacterSets()
        checkSecurity()
        for entity in statement.entities {
            checkTitle(entity)
            checkDirections(entity)
            checkAssociation(entity.association)
            checkRejections(entity.association.rejections)
            checkServices(of: entity)
            for service in entity.services {
                checkContexts(service, of: entity)
                checkQuery(service)
                checkStatuses(service)
                checkAttributes(service)
                checkBehaviours(service.failures.map(\.behaviour))
            }
            checkBehaviours(entity.association.failures.map(\.behaviour))
        }
        checkSets()
        checkIgnored()
    }

    mutating func warn(_ message: String, at place: ClaimPlace, suggestion: String? = nil) {
        diagnostics.warning(message, at: place, suggestion: suggestion)
    }
}

extension ConformanceStatement {
    /// Everything wrong or doubtful in a claims file, in the order of the file, 100 at most.
    public static func lint(text: String, file: String) -> [ClaimsDiagnostic] {
        let (statement, diagnostics) = read(text, file: file)
        guard let statement else { return diagnostics.sorted() }
        var lint = StatementLint(statement: statement, diagnostics: diagnostics)
        lint.run()
        return lint.diagnostics.sorted()
    }
}

/// `a, b, c and 12 more`
func listed(_ names: [String], most: Int = 4) -> String {
    guard names.count > most else { return names.joined(separator: ", ") }
    return names.prefix(most).joined(separator: ", ") + " and \(names.count - most) more"
}
