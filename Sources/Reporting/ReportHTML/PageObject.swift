import Mustache

/// What a template of the page is filled with: named values. The page's script fills the same templates from the same
/// values written as JSON, so nothing is laid out twice. A name without a value is empty; unlike in Mustache, it is not
/// looked for in what surrounds the object.
struct PageObject: Sendable {
    enum Value: Sendable {
        case text(String)
        case flag
        case number(Int)
        case list([PageObject])
    }

    private(set) var members: [(name: String, value: Value)] = []

    init(_ build: (inout PageObject) -> Void) { build(&self) }

    /// Nothing and empty text are the same.
    mutating func text(_ name: String, _ text: String?) {
        if let text, !text.isEmpty { members.append((name, .text(text))) }
    }

    mutating func number(_ name: String, _ number: Int?) {
        if let number { members.append((name, .number(number))) }
    }

    mutating func flag(_ name: String, _ isSet: Bool) {
        if isSet { members.append((name, .flag)) }
    }

    mutating func list(_ name: String, _ list: [PageObject]) {
        if !list.isEmpty { members.append((name, .list(list))) }
    }

    mutating func object(_ name: String, _ object: PageObject?) {
        if let object { members.append((name, .list([object]))) }
    }
}

extension PageObject: MustacheParent {
    func child(named name: String) -> Any? {
        // A dozen members at most: looking through them is quicker than hashing.
        for member in members where member.name == name {
            switch member.value {
            case .text(let text): return text
            case .flag: return true
            case .number(let number): return number
            case .list(let list): return list
            }
        }
        return Nothing()
    }

    /// Keeps Mustache from going on to look for the name elsewhere.
    private struct Nothing: MustacheCustomRenderable {
        let renderText = ""
        let isNull = true
    }
}

extension JSONWriter {
    /// Text is made harmless here already: the script that reads it knows how to escape for HTML and no more.
    mutating func pageObject(_ object: PageObject) {
        self.object { $0.members(of: object) }
    }

    mutating func members(of object: PageObject) {
        for member in object.members {
            key(member.name)
            switch member.value {
            case .text(let text): value(PageText.harmless(text))
            case .flag: value(true)
            case .number(let number): value(number)
            case .list(let list): array(list) { $0.pageObject($1) }
            }
        }
    }
}
