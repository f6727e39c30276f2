/// A word of the language with its place.
struct Token: Equatable {
    enum Kind: Equatable {
        case name(String)
        case integer(Int64)
        case number(Double)
        /// In seconds.
        case duration(Double)
        case text(String)
        case symbol(String)
        case end
    }

    var kind: Kind
    var position: SourcePosition

    /// As it is called in a message.
    var display: String {
        switch kind {
        case .name(let name): "'\(name)'"
        case .integer(let value): String(value)
        case .number(let value), .duration(let value): String(value)
        case .text(let text): "\"\(text)\""
        case .symbol(let symbol): "'\(symbol)'"
        case .end: "the end"
        }
    }
}
