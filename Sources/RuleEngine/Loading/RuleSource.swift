import RuleExpression
import Yams

/// The text of a rule file, and where in it the words of a value stand.
struct RuleSource {
    let file: String
    let text: String
    /// Line of `text`'s first line in the file.
    var firstLine = 1
    /// It was YAML and is what `ParsedFields` reads.
    var isParsed = false

    func position(of mark: Mark?) -> SourcePosition {
        SourcePosition(line: (mark?.line ?? 1) + firstLine - 1, column: mark?.column ?? 1)
    }

    func error(_ message: String, at node: Node, suggestion: String? = nil) -> RuleError {
        RuleError(message, file: file, at: position(of: node.mark), suggestion: suggestion)
    }

    /// An error in an expression that stands in a scalar: YAML folds lines and drops indentation, so the place is found
    /// again by counting what is no space.
    func error(_ error: ExpressionError, in scalar: Node.Scalar) -> RuleError {
        RuleError(
            error.message, file: file, at: place(of: error.position, in: scalar), suggestion: error.suggestion)
    }

    private func place(of position: SourcePosition, in scalar: Node.Scalar) -> SourcePosition {
        guard let mark = scalar.mark else { return self.position(of: nil) }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        var ahead = 0
        for (index, line) in scalar.string.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            let column = index + 1 == position.line ? position.column - 1 : Int.max
            ahead += line.unicodeScalars.prefix(max(0, column)).count { !$0.properties.isWhitespace }
            if index + 1 >= position.line { break }
        }
        var line = mark.line - 1
        var column = mark.column - 1
        switch scalar.style {
        case .literal, .folded:
            line += 1
            column = 0
        case .doubleQuoted, .singleQuoted: column += 1
        default: break
        }
        // What is missing at the end is missing behind the last character.
        let count = scalar.string.unicodeScalars.count { !$0.properties.isWhitespace }
        let isBehind = count > 0 && ahead >= count
        if isBehind { ahead = count - 1 }
        while line >= 0, line < lines.count {
            for (index, character) in lines[line].unicodeScalars.enumerated().dropFirst(column)
            where !character.properties.isWhitespace {
                if ahead == 0 { return SourcePosition(line: line + firstLine, column: index + (isBehind ? 2 : 1)) }
                ahead -= 1
            }
            line += 1
            column = 0
        }
        return self.position(of: mark)
    }
}
