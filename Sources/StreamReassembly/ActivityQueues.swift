/// The entries of the flow table in the order in which they last spoke, one queue for each stage of life: who has been
/// silent longest is found at once, however many there are.
struct ActivityQueues {
    enum Stage: Int, CaseIterable {
        /// Handshake not done.
        case opening
        case open
        case ended
    }

    private struct Links {
        var newer: Int32
        var older: Int32
    }

    /// Rings through one fixed node a stage; entry `n` is node `n + Stage.allCases.count`.
    private var nodes = Stage.allCases.map { Links(newer: Int32($0.rawValue), older: Int32($0.rawValue)) }
    private var stages: [Stage] = Stage.allCases
    private var counts = [Int](repeating: 0, count: Stage.allCases.count)

    private static let offset = Stage.allCases.count

    func count(_ stage: Stage) -> Int { counts[stage.rawValue] }

    func oldest(_ stage: Stage) -> Int? {
        let node = Int(nodes[stage.rawValue].newer)
        return node < Self.offset ? nil : node - Self.offset
    }

    mutating func add(_ entry: Int, _ stage: Stage) {
        let node = entry + Self.offset
        while nodes.count <= node {
            nodes.append(Links(newer: Int32(nodes.count), older: Int32(nodes.count)))
            stages.append(stage)
        }
        link(node, stage)
    }

    mutating func touch(_ entry: Int) {
        let node = entry + Self.offset
        let stage = stages[node]
        if nodes[stage.rawValue].older == node { return }
        unlink(node)
        link(node, stage)
    }

    mutating func move(_ entry: Int, to stage: Stage) {
        let node = entry + Self.offset
        unlink(node)
        link(node, stage)
    }

    mutating func remove(_ entry: Int) {
        unlink(entry + Self.offset)
    }

    private mutating func link(_ node: Int, _ stage: Stage) {
        let ring = stage.rawValue
        let newest = Int(nodes[ring].older)
        nodes[node] = Links(newer: Int32(ring), older: Int32(newest))
        nodes[newest].newer = Int32(node)
        nodes[ring].older = Int32(node)
        stages[node] = stage
        counts[ring] += 1
    }

    private mutating func unlink(_ node: Int) {
        let links = nodes[node]
        nodes[Int(links.older)].newer = links.newer
        nodes[Int(links.newer)].older = links.older
        nodes[node] = Links(newer: Int32(node), older: Int32(node))
        counts[stages[node].rawValue] -= 1
    }
}
