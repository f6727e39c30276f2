import DICOMDictionary

/// An open item, sequence or encapsulated pixel data; the data set's top level is an item without an end.
struct Level {
    var context: Context
    /// Of a sequence or of encapsulated pixel data.
    var header: DataElementHeader?
    /// An item's own, or how many items or fragments there were so far.
    var index = 0
    var lastTag = Tag(rawValue: 0)
    var creators = PrivateCreators()
    /// Pixel Representation (0028,0103) is 1: US or SS is SS.
    var isSigned = false

    init(_ context: Context) { self.context = context }

    func hasKnownEnd(notBefore position: UInt64) -> Bool {
        !context.isUndefinedLength && context.end != .max && context.end >= position
    }

    enum Kind {
        case item
        case sequence
        case fragments
    }

    /// What decides how the next header is read.
    struct Context {
        var kind: Kind
        /// Its own or that of whatever encloses it, the nearer one; `.max` where none is known.
        var end: UInt64
        var isUndefinedLength: Bool
        var encoding: ElementEncoding
    }
}

/// Open levels below the deepest one told to the visitor, all of undefined length: a sequence, an item in it, a sequence
/// in that ... They are counted, so that depth costs nothing.
struct HiddenLevels {
    private var count = 0
    private var areFragments = false
    /// From this one on all is Implicit VR Little Endian, within a `UN` of undefined length.
    private var implicitFrom = Int.max

    var isOpen: Bool { count > 0 }

    func context(in stored: Level.Context) -> Level.Context {
        var context = stored
        context.kind = areFragments ? .fragments : count & 1 == 1 ? .sequence : .item
        context.isUndefinedLength = true
        if count >= implicitFrom { context.encoding = .implicitLittleEndian }
        return context
    }

    mutating func open(_ kind: Level.Kind, isImplicitLittleEndian: Bool) {
        count += 1
        areFragments = kind == .fragments
        if isImplicitLittleEndian { implicitFrom = min(implicitFrom, count) }
    }

    mutating func close() {
        count -= 1
        areFragments = false
        if count < implicitFrom { implicitFrom = .max }
    }
}
