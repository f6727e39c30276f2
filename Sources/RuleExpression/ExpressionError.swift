/// Why an expression was refused: where, what, and the nearest name where one was misspelt.
public struct ExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
    public var position: SourcePosition
    public var message: String
    public var suggestion: String?

    public init(_ message: String, at position: SourcePosition, suggestion: String? = nil) {
        self.message = message
        self.position = position
        self.suggestion = suggestion
    }

    /// `1:5: there is no fact 'calledAETitel' in Association; did you mean 'calledAETitle'?`
    public var description: String {
        "\(position.line):\(position.column): \(message)" + (suggestion.map { "; did you mean '\($0)'?" } ?? "")
    }
}

/// The name of `candidates` that is fewest edits away, if they are few enough for a slip of the hand.
public func nearestName(to name: String, among candidates: some Sequence<String>) -> String? {
    let limit = max(1, name.count / 3)
    var best: (name: String, distance: Int)?
    let wanted = Array(name.lowercased())
    for candidate in candidates {
        let letters = Array(candidate.lowercased())
        guard abs(letters.count - wanted.count) <= limit else { continue }
        let distance = editDistance(wanted, letters)
        if distance <= limit, distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
}

/// Insertions, deletions, replacements and swaps of neighbours between two words.
private func editDistance(_ left: [Character], _ right: [Character]) -> Int {
    var beforePrevious: [Int] = []
    var previous = Array(0...right.count)
    for row in left.indices {
        var current = [row + 1]
        for column in right.indices {
            let replaced = previous[column] + (left[row] == right[column] ? 0 : 1)
            var cost = min(replaced, previous[column + 1] + 1, current[column] + 1)
            if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                cost = min(cost, beforePrevious[column - 1] + 1)
            }
            current.append(cost)
        }
        beforePrevious = previous
        previous = current
    }
    return previous.last ?? left.count
}
