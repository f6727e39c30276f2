import Yams

/// A node of the file and the way to it.
struct ClaimNode {
    let node: Node
    let path: String

    var place: ClaimPlace {
        ClaimPlace(path: path, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    }

    var text: String? { node.scalar?.string }

    /// `ref:` with nothing behind it.
    var isSilent: Bool {
        guard let scalar = node.scalar, scalar.style == .plain || scalar.style == .any else { return false }
        return scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null"
    }

    /// Fields and their values in order.
    var fields: [(key: Node, value: ClaimNode)] {
        (node.mapping ?? [:]).map { key, value in
            let name = key.string ?? ""
            return (key, ClaimNode(node: value, path: path.isEmpty ? name : path + "." + name))
        }
    }

    /// The field's value; `nil` also where nothing stands behind it.
    subscript(name: String) -> ClaimNode? {
        guard let mapping = node.mapping, let pair = mapping.first(where: { $0.key.scalar?.string == name }) else {
            return nil
        }
        let child = ClaimNode(node: pair.value, path: path.isEmpty ? name : path + "." + name)
        return child.isSilent ? nil : child
    }

    /// Of a list; a value that is no list is a list of itself.
    var items: [ClaimNode] {
        guard let sequence = node.sequence else { return [self] }
        return sequence.enumerated().map { ClaimNode(node: $0.element, path: "\(path)[\($0.offset)]") }
    }

    func items(of name: String) -> [ClaimNode] { self[name]?.items ?? [] }
}
