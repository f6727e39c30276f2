/// What an expression was turned into.
struct Compiled {
    typealias Evaluate = @Sendable (inout Scope) -> Value
    typealias Test = @Sendable (inout Scope) -> Truth

    private enum Code {
        case value(Evaluate)
        case truth(Test)
    }

    let type: ValueType
    private let code: Code
    /// Its value where it has the same for all records.
    private(set) var constant: Constant?
    /// Where it is a record of the schema, or a fact found from one.
    private(set) var path: SharedFacts.Path?

    init(type: ValueType, path: SharedFacts.Path? = nil, _ evaluate: @escaping Evaluate) {
        self.type = type
        self.path = path
        code = .value(evaluate)
    }

    init(type: ValueType, constant: Constant) {
        self.type = type
        self.constant = constant
        code = .value { _ in constant.value }
    }

    /// A condition.
    init(_ test: @escaping Test) {
        type = .boolean
        code = .truth(test)
    }

    /// Yes where all say yes; the first no settles it.
    static func all(_ tests: [Test]) -> Test {
        if tests.count == 1 { return tests[0] }
        return { scope in
            var answer = Truth.yes
            for test in tests {
                switch test(&scope) {
                case .no: return .no
                case .unknown: answer = .unknown
                case .yes: continue
                }
            }
            return answer
        }
    }

    var evaluate: Evaluate {
        switch code {
        case .value(let evaluate): evaluate
        case .truth(let test): { scope in test(&scope).value }
        }
    }

    var test: Test {
        switch code {
        case .value(let evaluate): { scope in Truth(evaluate(&scope)) }
        case .truth(let test): test
        }
    }
}
