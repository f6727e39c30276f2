/// A value that stands in the expression itself.
enum Constant: Sendable {
    case boolean(Bool)
    case integer(Int64)
    case number(Double)
    case text(String)

    var value: Value {
        switch self {
        case .boolean(let value): .boolean(value)
        case .integer(let value): .integer(value)
        case .number(let value): .number(value)
        case .text(let value): .text(value)
        }
    }
}
