import AssociationTimeline
import Foundation
import Troubleshooting
import Wording

/// The map of who talks to whom: requestors at the left, what they call at the right, an edge for each pair. An edge has a
/// line of its own at the requestor's side, so that what is written on it never meets another's.
struct TalkMap {
    static let mostEdges = 48
    private static let width = 940.0
    private static let box = 226.0
    private static let slot = 36.0
    private static let spacing = 16.0
    private static let top = 22.0
    /// Where an edge leaves its line and turns to the acceptor.
    private static let turn = 572.0

    private struct Node {
        var name: String
        /// Unless that is its name.
        var place: String?
        var note: String?
        var slots = 0
        var y = 0.0
        var height: Double { max(note == nil ? 44 : 58, Double(slots) * TalkMap.slot + 8) }
        var center: Double { y + height / 2 }
    }

    private let shown: [PageRelation]
    private let all: Int

    init(_ peers: PeerMap) {
        all = peers.relations.count
        let told = peers.relations.map { PageRelation($0, in: peers) }
        let kept = Set(
            told.sorted { left, right in
                left.tone.gravity != right.tone.gravity
                    ? left.tone.gravity > right.tone.gravity
                    : left.relation.associationCount > right.relation.associationCount
            }.prefix(Self.mostEdges).map(\.relation.id))
        shown = told.filter { kept.contains($0.relation.id) }
    }

    func object() -> PageObject {
        var lefts: [Int: Node] = [:]
        var rights: [String: Node] = [:]
        var leftOrder: [Int] = []
        for told in shown {
            let key = told.relation.requestor
            if lefts[key] == nil {
                leftOrder.append(key)
                lefts[key] = Node(
                    name: told.requestor?.name ?? "?", place: told.requestorPlace, note: Self.note(told.requestor))
            }
            lefts[key]?.slots += 1
            let right = Self.rightKey(told)
            if rights[right] == nil {
                rights[right] = Node(
                    name: told.acceptor?.name ?? "?", place: told.acceptorPlace, note: Self.note(told.acceptor))
            }
            rights[right]?.slots += 1
        }
        let leftBottom = Self.place(&lefts, in: leftOrder)
        let starts = Self.starts(shown, lefts, leftOrder)
        let rightOrder = Self.order(rights.keys.sorted(), shown, starts)
        let rightBottom = Self.place(&rights, in: rightOrder)
        Self.center(&lefts, leftBottom, &rights, rightBottom)
        let settled = Self.starts(shown, lefts, leftOrder)
        let ends = Self.ends(shown, settled, rights)
        let height = max(leftBottom, rightBottom) + 2
        return PageObject { page in
            page.text("width", coordinate(Self.width))
            page.text("height", coordinate(height))
            page.text("rightX", coordinate(Self.width - Self.box))
            page.text(
                "title",
                "Map: \(counted(leftOrder.count, "requestor")), \(counted(rights.count, "acceptor")), outcomes on the edges"
            )
            page.list(
                "edges",
                shown.map { Self.edge($0, from: settled[$0.relation.id] ?? 0, to: ends[$0.relation.id] ?? 0) })
            page.list(
                "nodes",
                leftOrder.compactMap { lefts[$0].map { Self.node($0, x: 0) } }
                    + rightOrder.compactMap { rights[$0].map { Self.node($0, x: Self.width - Self.box) } })
            page.text(
                "note",
                all > shown.count
                    ? "The map shows \(shown.count) of \(grouped(all)) conversations, the gravest first; the table has all."
                    : nil)
        }
    }

    private static func rightKey(_ told: PageRelation) -> String { "\(told.relation.acceptor) \(told.relation.port)" }

    private static func note(_ entity: ApplicationEntity?) -> String? { entity?.implementations.first?.known?.words }

    /// - Returns: where the column ends.
    private static func place<Key: Hashable>(_ nodes: inout [Key: Node], in order: [Key]) -> Double {
        var y = top
        for key in order {
            nodes[key]?.y = y
            y += (nodes[key]?.height ?? 0) + spacing
        }
        return y - spacing
    }

    private static func center<Left: Hashable, Right: Hashable>(
        _ lefts: inout [Left: Node], _ leftBottom: Double, _ rights: inout [Right: Node], _ rightBottom: Double
    ) {
        let difference = (leftBottom - rightBottom) / 2
        if difference > 0 {
            for key in rights.keys { rights[key]?.y += difference }
        } else {
            for key in lefts.keys { lefts[key]?.y -= difference }
        }
    }

    /// The height of each edge at its requestor, by relation.
    private static func starts(_ shown: [PageRelation], _ lefts: [Int: Node], _ order: [Int]) -> [Int: Double] {
        var starts: [Int: Double] = [:]
        for key in order {
            let own = shown.filter { $0.relation.requestor == key }
            guard let node = lefts[key] else { continue }
            for (index, told) in own.enumerated() {
                starts[told.relation.id] = node.center + (Double(index) - Double(own.count - 1) / 2) * slot
            }
        }
        return starts
    }

    /// Acceptors from top to bottom as their edges begin, which keeps crossings few.
    private static func order(_ keys: [String], _ shown: [PageRelation], _ starts: [Int: Double]) -> [String] {
        let means = Dictionary(
            uniqueKeysWithValues: keys.map { key in
                let heights = shown.filter { rightKey($0) == key }.compactMap { starts[$0.relation.id] }
                return (key, heights.reduce(0, +) / Double(max(1, heights.count)))
            })
        return keys.sorted { (means[$0] ?? 0, $0) < (means[$1] ?? 0, $1) }
    }

    private static func ends(
        _ shown: [PageRelation], _ starts: [Int: Double], _ rights: [String: Node]
    ) -> [Int: Double] {
        var ends: [Int: Double] = [:]
        for (key, node) in rights {
            let own = shown.filter { rightKey($0) == key }
                .sorted { (starts[$0.relation.id] ?? 0) < (starts[$1.relation.id] ?? 0) }
            for (index, told) in own.enumerated() {
                ends[told.relation.id] = node.center + (Double(index) - Double(own.count - 1) / 2) * min(slot, 22)
            }
        }
        return ends
    }

    private static func edge(_ told: PageRelation, from y: Double, to end: Double) -> PageObject {
        let stop = width - box
        let bend = (turn + stop) / 2
        let outcomes = told.outcomes.map(\.word).joined(separator: ", ")
        let services = told.services.map(\.word).joined(separator: ", ")
        let label = clipped(outcomes, to: 40)
        return PageObject { page in
            page.text("tone", told.tone.rawValue)
            page.text("full", "\(told.between): \(outcomes)" + (services.isEmpty ? "" : "; \(services)"))
            page.text(
                "path",
                "M\(coordinate(box)) \(coordinate(y))H\(coordinate(turn))C\(coordinate(bend)) \(coordinate(y)) "
                    + "\(coordinate(bend)) \(coordinate(end)) \(coordinate(stop - 8)) \(coordinate(end))")
            page.text("weight", coordinate(1.2 + min(2.4, log10(Double(max(1, told.relation.associationCount))) * 0.8)))
            page.text("dashes", told.tone == .bad ? "5 4" : told.tone == .doubtful ? "12 4" : nil)
            page.text("endX", coordinate(stop))
            page.text("endY", coordinate(end))
            page.text("labelX", coordinate(box + 12))
            page.text("labelY", coordinate(y - 6))
            page.text("target", "conversation-\(told.relation.id)")
            page.text("glyph", told.tone.sign)
            page.text("label", label)
            page.text("detail", clipped(services, to: max(2, 54 - label.unicodeScalars.count)))
        }
    }

    private static func node(_ node: Node, x: Double) -> PageObject {
        let lines = Double([node.name, node.place, node.note].count { $0 != nil })
        let first = node.center - lines * 7.5 + 11
        return PageObject { page in
            page.text("x", coordinate(x + 0.5))
            page.text("y", coordinate(node.y + 0.5))
            page.text("boxWidth", coordinate(box - 1))
            page.text("boxHeight", coordinate(node.height))
            page.text("textX", coordinate(x + 10))
            page.text("nameY", coordinate(first))
            page.text("detailY", coordinate(first + 15))
            page.text("extraY", coordinate(first + 30))
            page.text("name", clipped(node.name, to: 28))
            page.text("detail", node.place.map { clipped($0, to: 30) })
            page.text("extra", node.note.map { clipped($0, to: 30) })
            page.text("full", [node.name, node.place, node.note].compactMap(\.self).joined(separator: ", "))
        }
    }
}
