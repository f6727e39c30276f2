/// Numbers the facts that a set of expressions asks for, so that a `Scope` can keep each for all of them.
package final class SharedFacts {
    struct Path: Hashable {
        /// The record it begins at, by place in the schema.
        var record: Int
        /// `assoc.accept.maximumLength`
        var text: String
    }

    package struct Size: Sendable {
        var facts = 0
        var patterns = 0
    }

    private var places: [Path: Int] = [:]
    package private(set) var size = Size()

    package init() {}

    func place(of path: Path) -> Int {
        if let place = places[path] { return place }
        let place = size.facts
        places[path] = place
        size.facts += 1
        return place
    }

    /// Of one more regular expression, each of which remembers the text it was last matched with.
    func placeOfPattern() -> Int {
        size.patterns += 1
        return size.patterns - 1
    }
}
