/// A regular expression that is matched in linear time whatever the pattern and the text: the set of all states a
/// matcher could be in is carried along, and nothing is ever tried again.
///
/// `.` `[a-z]` `[^ ]` `\d` `\w` `\s` `^` `$` `( )` `|` `*` `+` `?` `{2,5}`; a backslash takes the meaning from any other sign.
/// It matches anywhere in the text unless anchored.
struct RegularExpression: Sendable {
    indirect enum Tree {
        case empty
        case one(Class)
        case begin, end
        case sequence([Tree])
        case choice([Tree])
        case repetition(Tree, minimum: Int, maximum: Int?)
    }

    struct Class: Sendable {
        var ranges: [ClosedRange<UInt32>]
        var isNegated = false

        func contains(_ scalar: UInt32) -> Bool { ranges.contains { $0.contains(scalar) } != isNegated }
    }

    enum Instruction: Sendable {
        case one(Class)
        case begin, end
        case jump(Int)
        case split(Int, Int)
        case match
    }

    private let program: [Instruction]

    /// More instructions than any sensible pattern needs.
    private static let maximumProgram = 4096

    init(_ pattern: String, at position: SourcePosition) throws(ExpressionError) {
        var parser = RegularExpressionParser(pattern, at: position)
        var program: [Instruction] = []
        Self.compile(try parser.parse(), into: &program)
        program.append(.match)
        guard program.count < Self.maximumProgram else {
            throw ExpressionError("the regular expression is too large", at: position)
        }
        self.program = program
    }

    func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var current = StateSet(count: program.count)
        var next = StateSet(count: program.count)
        for index in 0...scalars.count {
            // A match may begin at every place.
            add(0, to: &current, at: index, of: scalars.count)
            if current.isMatch { return true }
            guard index < scalars.count else { break }
            next.removeAll()
            for state in current.states {
                if case .one(let accepted) = program[state], accepted.contains(scalars[index].value) {
                    add(state + 1, to: &next, at: index + 1, of: scalars.count)
                }
            }
            if next.isMatch { return true }
            swap(&current, &next)
        }
        return false
    }

    private struct StateSet {
        private(set) var states: [Int] = []
        private var isMember: [Bool]
        var isMatch = false

        init(count: Int) { isMember = Array(repeating: false, count: count) }

        mutating func insert(_ state: Int) -> Bool {
            guard !isMember[state] else { return false }
            isMember[state] = true
            states.append(state)
            return true
        }

        mutating func removeAll() {
            for state in states { isMember[state] = false }
            states.removeAll(keepingCapacity: true)
            isMatch = false
        }
    }

    /// Adds a state and all that follow it without taking a character.
    private func add(_ start: Int, to set: inout StateSet, at index: Int, of count: Int) {
        var waiting = [start]
        while let state = waiting.popLast() {
            guard set.insert(state) else { continue }
            switch program[state] {
            case .one: break
            case .begin: if index == 0 { waiting.append(state + 1) }
            case .end: if index == count { waiting.append(state + 1) }
            case .jump(let target): waiting.append(target)
            case .split(let first, let second):
                waiting.append(second)
                waiting.append(first)
            case .match: set.isMatch = true
            }
        }
    }

    private static func compile(_ tree: Tree, into program: inout [Instruction]) {
        guard program.count < maximumProgram else { return }
        switch tree {
        case .empty: break
        case .one(let accepted): program.append(.one(accepted))
        case .begin: program.append(.begin)
        case .end: program.append(.end)
        case .sequence(let parts): for part in parts { compile(part, into: &program) }
        case .choice(let parts): choice(parts, into: &program)
        case .repetition(let part, let minimum, let maximum):
            for _ in 0..<minimum { compile(part, into: &program) }
            if let maximum {
                optional(part, count: maximum - minimum, into: &program)
            } else {
                let start = program.count
                program.append(.match)
                compile(part, into: &program)
                program.append(.jump(start))
                program[start] = .split(start + 1, program.count)
            }
        }
    }

    private static func choice(_ parts: [Tree], into program: inout [Instruction]) {
        var ends: [Int] = []
        for (index, part) in parts.enumerated() {
            guard index + 1 < parts.count else {
                compile(part, into: &program)
                break
            }
            let start = program.count
            program.append(.match)
            compile(part, into: &program)
            ends.append(program.count)
            program.append(.match)
            program[start] = .split(start + 1, program.count)
        }
        for end in ends { program[end] = .jump(program.count) }
    }

    private static func optional(_ part: Tree, count: Int, into program: inout [Instruction]) {
        var starts: [Int] = []
        for _ in 0..<max(0, count) where program.count < maximumProgram {
            starts.append(program.count)
            program.append(.match)
            compile(part, into: &program)
        }
        for start in starts { program[start] = .split(start + 1, program.count) }
    }
}
