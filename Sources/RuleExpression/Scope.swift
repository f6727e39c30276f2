/// The records names stand for: the schema's variables, then one for each quantifier around.
///
/// One scope serves any number of expressions: what they ask of a record is kept for the next that asks the same, until
/// another record takes its place.
package struct Scope {
    private struct Known {
        var value: Value
        var stamp: Int
    }

    private(set) package var records: [any FactRecord]
    /// For quantifiers over lists of plain values.
    var elements: [Value] = []
    /// By place in `SharedFacts`.
    private var known: [Known]
    /// The text each regular expression was last matched with: data sets of one series have most of theirs in common.
    private var matches: [(text: String, answer: Bool?)]
    /// What tells the record at a place from those that stood there before.
    private var stamps: [Int] = []
    private var pushes = 0

    /// - Parameter size: of the `SharedFacts` of all expressions that will be evaluated in it.
    package init(keeping size: SharedFacts.Size) {
        records = []
        known = Array(repeating: Known(value: .unknown, stamp: 0), count: size.facts)
        matches = Array(repeating: ("", nil), count: size.patterns)
    }

    /// For a single expression, for which nothing need be kept.
    init(records: [any FactRecord]) {
        self.records = records
        known = []
        matches = []
    }

    package mutating func push(_ record: any FactRecord) {
        pushes += 1
        if records.count < stamps.count {
            stamps[records.count] = pushes
        } else {
            stamps.append(pushes)
        }
        records.append(record)
    }

    package mutating func pop() { records.removeLast() }

    package mutating func removeAll() { records.removeAll(keepingCapacity: true) }

    /// A fact of the record at `index`, found once.
    mutating func fact(_ place: Int, of index: Int, _ find: (inout Scope) -> Value) -> Value {
        guard place < known.count, index < stamps.count else { return find(&self) }
        if known[place].stamp == stamps[index] { return known[place].value }
        let value = find(&self)
        known[place] = Known(value: value, stamp: stamps[index])
        return value
    }

    mutating func matches(_ text: String, _ expression: RegularExpression, at place: Int) -> Bool {
        guard place < matches.count else { return expression.matches(text) }
        if let answer = matches[place].answer, matches[place].text.utf8.elementsEqual(text.utf8) { return answer }
        let answer = expression.matches(text)
        matches[place] = (text, answer)
        return answer
    }
}

extension Scope {
    /// What holds while an element of a list is in scope.
    mutating func with(_ element: Value, _ test: Compiled.Test) -> Truth {
        if case .record(let record) = element {
            records.append(record)
            defer { records.removeLast() }
            return test(&self)
        }
        elements.append(element)
        defer { elements.removeLast() }
        return test(&self)
    }
}
