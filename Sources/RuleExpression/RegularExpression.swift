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

    /// A class as it is asked for each character, nearly all of which are ASCII.
    private struct Acceptance: Sendable {
        private var ascii: (UInt64, UInt64) = (0, 0)
        private let others: Class

        init(_ others: Class) {
            self.others = others
            for scalar: UInt32 in 0..<64 where others.contains(scalar) { ascii.0 |= 1 << UInt64(scalar) }
            for scalar: UInt32 in 64..<128 where others.contains(scalar) { ascii.1 |= 1 << UInt64(scalar - 64) }
        }

        func contains(_ scalar: UInt32) -> Bool {
            switch scalar {
            case ..<64: ascii.0 >> UInt64(scalar) & 1 == 1
            case ..<128: ascii.1 >> UInt64(scalar - 64) & 1 == 1
            default: others.contains(scalar)
            }
        }
    }

    private enum Instruction: Sendable {
        /// By place in `acceptances`.
        case one(Int)
        case begin, end
        case jump(Int)
        case split(Int, Int)
        case match
    }

    private let program: [Instruction]
    private let acceptances: [Acceptance]
    /// It begins with `^`, so that a match begins nowhere but at the text's beginning.
    private let isAnchored: Bool

    /// More instructions than any sensible pattern needs.
    private static let maximumProgram = 4096

    init(_ pattern: String, at position: SourcePosition) throws(ExpressionError) {
        var parser = RegularExpressionParser(pattern, at: position)
        var compiler = Compiler()
        compiler.compile(try parser.parse())
        compiler.program.append(.match)
        program = compiler.program
        acceptances = compiler.acceptances
        if case .begin = program[0] { isAnchored = true } else { isAnchored = false }
        guard program.count < Self.maximumProgram else {
            throw ExpressionError("the regular expression is too large", at: position)
        }
    }

    func matches(_ text: String) -> Bool {
        let scalars = Array(text.unicodeScalars)
        var current = StateSet(count: program.count)
        var next = StateSet(count: program.count)
        for index in 0...scalars.count {
            // A match may begin at every place.
            if index == 0 || !isAnchored { add(0, to: &current, at: index, of: scalars.count) }
            if current.isMatch { return true }
            guard index < scalars.count, !isAnchored || !current.states.isEmpty else { break }
            next.removeAll()
            for state in current.states {
                if case .one(let accepted) = program[state], acceptances[accepted].contains(scalars[index].value) {
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
        /// Still to be added.
        var waiting: [Int] = []
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
        set.waiting.append(start)
        while let state = set.waiting.popLast() {
            guard set.insert(state) else { continue }
            switch program[state] {
            case .one: break
            case .begin: if index == 0 { set.waiting.append(state + 1) }
            case .end: if index == count { set.waiting.append(state + 1) }
            case .jump(let target): set.waiting.append(target)
            case .split(let first, let second):
                set.waiting.append(second)
                set.waiting.append(first)
            case .match: set.isMatch = true
            }
        }
    }

    private struct Compiler {
        var program: [Instruction] = []
        var acceptances: [Acceptance] = []

        mutating func compile(_ tree: Tree) {
            guard program.count < RegularExpression.maximumProgram else { return }
            switch tree {
            case .empty: break
            case .one(let accepted):
                program.append(.one(acceptances.count))
                acceptances.append(Acceptance(accepted))
            case .begin: program.append(.begin)
            case .end: program.append(.end)
            case .sequence(let parts): for part in parts { compile(part) }
            case .choice(let parts): choice(parts)
            case .repetition(let part, let minimum, let maximum):
                for _ in 0..<minimum { compile(part) }
                if let maximum {
                    optional(part, count: maximum - minimum)
                } else {
                    let start = program.count
                    program.append(.match)
                    compile(part)
                    program.append(.jump(start))
                    program[start] = .split(start + 1, program.count)
                }
            }
        }

        private mutating func choice(_ parts: [Tree]) {
            var ends: [Int] = []
            for (index, part) in parts.enumerated() {
                guard index + 1 < parts.count else {
                    compile(part)
                    break
                }
                let start = program.count
                program.append(.match)
                compile(part)
                ends.append(program.count)
                program.append(.match)
                program[start] = .split(start + 1, program.count)
            }
            for end in ends { program[end] = .jump(program.count) }
        }

        private mutating func optional(_ part: Tree, count: Int) {
            var starts: [Int] = []
            for _ in 0..<max(0, count) where program.count < RegularExpression.maximumProgram {
                starts.append(program.count)
                program.append(.match)
                compile(part)
            }
            for start in starts { program[start] = .split(start + 1, program.count) }
        }
    }
}
