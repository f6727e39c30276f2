import DICOMDictionary

/// The open levels: those told to the visitor, the innermost of them at hand, and below it those that are only counted.
struct Nesting {
    /// The innermost level told to the visitor.
    var innermost: Level
    /// How the next header is read.
    private(set) var context: Level.Context
    private var outer: [Level] = []
    private var hidden = HiddenLevels()

    init(_ encoding: ElementEncoding) {
        context = Level.Context(kind: .item, end: .max, isUndefinedLength: false, encoding: encoding)
        innermost = Level(context)
    }

    /// Below what the visitor is told of.
    var isHidden: Bool { hidden.isOpen }
    var isTopLevel: Bool { outer.isEmpty && !isHidden }
    /// Items around the elements of the innermost item.
    var depth: Int { outer.count / 2 }

    /// Whether a delimiter ends the level around the innermost one.
    var isEnclosingUndefinedLength: Bool { isHidden || outer.last?.context.isUndefinedLength == true }

    mutating func open(_ level: Level) {
        outer.append(innermost)
        innermost = level
        context = level.context
    }

    /// The innermost level, now closed with all that is hidden in it; `nil` at the top level, which stays open.
    mutating func close() -> Level? {
        hidden = HiddenLevels()
        guard let enclosing = outer.popLast() else {
            context = innermost.context
            return nil
        }
        defer { innermost = enclosing }
        context = enclosing.context
        return innermost
    }

    mutating func openHidden(_ kind: Level.Kind, isImplicitLittleEndian: Bool) {
        hidden.open(kind, isImplicitLittleEndian: isImplicitLittleEndian)
        context = hidden.context(in: innermost.context)
    }

    mutating func closeHidden() {
        hidden.close()
        context = isHidden ? hidden.context(in: innermost.context) : innermost.context
    }

    mutating func closeAllHidden() {
        hidden = HiddenLevels()
        context = innermost.context
    }

    /// Whether a level's length says where it ends, and that is not before `position`.
    func hasKnownEnd(notBefore position: UInt64) -> Bool {
        innermost.hasKnownEnd(notBefore: position) || outer.contains { $0.hasKnownEnd(notBefore: position) }
    }

    /// At the top level, before the first element.
    mutating func changeEncoding(_ encoding: ElementEncoding) {
        innermost.context.encoding = encoding
        context.encoding = encoding
    }
}
