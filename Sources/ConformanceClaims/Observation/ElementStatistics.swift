import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Evidence

/// What the data sets of one association have of elements, gathered while they pass: an association keeps of them only
/// what reports show.
struct ElementStatistics {
    struct Place: Hashable {
        var presentationContextID: UInt8
        var invoker: AssociationSide
    }

    private(set) var instances: [Place: InstanceUse] = [:]
    private(set) var queries: [Place: QueryUse] = [:]
    /// Values of Specific Character Set (0008,0005) by who sent the data set; `""` where there is none.
    private(set) var characterSets: [AssociationSide: [String: Tally]] = [:]
    /// Those of them that have text with bytes that are none of its characters.
    private(set) var foreignText: [AssociationSide: [String: Tally]] = [:]
    /// Data sets that were not whole, or too large to be followed.
    private(set) var notCounted = 0
    /// How many entries are kept of all this.
    private(set) var size = 0
    /// The identifiers of queries that wait for their matches, by Message ID and invoker.
    private var waiting: [Query: Identifier] = [:]
    private let nested: [AttributePath]
    private let serial: Int
    let tcpStream: Int

    private struct Query: Hashable {
        var invoker: AssociationSide
        var messageID: UInt16
    }

    private struct Identifier {
        var level: String
        var keys: [AttributePath: String]
    }

    private static let mostWaiting = 64
    private static let mostPlaces = 512
    private static let mostCharacterSets = 64

    /// - Parameter nested: attributes in the items of sequences whose presence in instances is wanted.
    init(nested: [AttributePath], serial: Int, tcpStream: Int) {
        self.nested = nested
        self.serial = serial
        self.tcpStream = tcpStream
    }

    /// - Parameter room: how many entries there is room for; one message may need more.
    mutating func note(_ message: DIMSEMessage, room: Int) {
        guard let tree = message.dataSetTree, let field = message.command.commandField else { return }
        guard room > 0, message.isComplete, message.dataSet?.isComplete == true, tree.omittedElements == 0 else {
            notCounted += 1
            return
        }
        let sighting = Sighting(message.evidence, from: message.from, serial: serial, tcpStream: tcpStream)
        let isForeign = message.dataSet?.elementFaults.contains { Self.foreign.contains($0.kind) } ?? false
        noteCharacterSet(tree.elements, message.from, sighting, isForeign: isForeign)
        switch field {
        case .cStoreRQ: noteInstance(tree.elements, message, sighting)
        case .cFindRQ: noteQuery(tree.elements, message, sighting)
        case CommandField.cFindRQ.response: noteMatch(tree.elements, message, sighting)
        default: break
        }
    }

    private mutating func noteCharacterSet(
        _ elements: [DataSetNode], _ side: AssociationSide, _ sighting: Sighting, isForeign: Bool
    ) {
        let text = elements.first { $0.header.tag == .specificCharacterSet }?.text?.bounded ?? ""
        var sets = characterSets[side, default: [:]]
        if sets[text] != nil || sets.count < Self.mostCharacterSets {
            sets[text].note(sighting)
            if isForeign { foreignText[side, default: [:]][text].note(sighting) }
        }
        characterSets[side] = sets
    }

    private static let foreign: Set<ElementFault.Kind> = [
        .characterSetUndeclared, .characterSetViolated, .utf8Undeclared, .escapeUndeclared,
    ]

    private mutating func noteInstance(_ elements: [DataSetNode], _ message: DIMSEMessage, _ sighting: Sighting) {
        let one = InstanceUse(elements, nested: nested, sighting)
        let place = Place(presentationContextID: message.presentationContextID, invoker: message.from)
        if let known = instances.index(forKey: place) {
            let before = instances.values[known].size
            instances.values[known].add(one)
            size += instances.values[known].size - before
        } else if instances.count < Self.mostPlaces {
            instances[place] = one
            size += one.size
        }
    }

    private mutating func noteQuery(_ elements: [DataSetNode], _ message: DIMSEMessage, _ sighting: Sighting) {
        let keys = Self.keys(elements)
        var use = QueryUse(sighting)
        let level = (elements.first { $0.header.tag == .queryRetrieveLevel }?.text ?? "").bounded
        use.note(level: level, Tally(sighting))
        for (key, text) in keys {
            use.change(key) { key in
                key.requested = Tally(sighting)
                if !text.isEmpty { key.matched = Tally(sighting) }
            }
        }
        let place = Place(presentationContextID: message.presentationContextID, invoker: message.from)
        if let known = queries.index(forKey: place) {
            let before = queries.values[known].size
            queries.values[known].add(use)
            size += queries.values[known].size - before
        } else if queries.count < Self.mostPlaces {
            queries[place] = use
            size += use.size
        }
        guard let id = message.command.messageID else { return }
        let query = Query(invoker: message.from, messageID: id)
        if waiting[query] != nil || waiting.count < Self.mostWaiting {
            size += keys.count - (waiting[query]?.keys.count ?? 0)
            waiting[query] = Identifier(level: level, keys: keys)
        }
    }

    private mutating func noteMatch(_ elements: [DataSetNode], _ message: DIMSEMessage, _ sighting: Sighting) {
        let invoker = message.from.other
        let place = Place(presentationContextID: message.presentationContextID, invoker: invoker)
        guard let known = queries.index(forKey: place), let id = message.command.messageIDBeingRespondedTo,
            let asked = waiting[Query(invoker: invoker, messageID: id)]
        else { return }
        let answer = Self.keys(elements)
        let before = queries.values[known].size
        defer { size += queries.values[known].size - before }
        queries.values[known].matches += 1
        queries.values[known].note(answeredLevel: asked.level, Tally(sighting))
        for (key, text) in answer {
            queries.values[known].change(key) { use in
                if text.isEmpty { use.returnedEmpty.note(sighting) } else { use.returned.note(sighting) }
                if let wanted = asked.keys[key], KeyMatching.contradicts(wanted, key.tags.last, answer: text) {
                    use.ignored.note(sighting)
                }
            }
        }
        for key in asked.keys.keys where answer[key] == nil {
            queries.values[known].change(key) { $0.missing.note(sighting) }
        }
    }

    /// The attributes of an identifier with their values, those in the first items of its sequences too.
    private static func keys(_ elements: [DataSetNode]) -> [AttributePath: String] {
        var keys: [AttributePath: String] = [:]
        func add(_ elements: [DataSetNode], below path: [Tag]) {
            for node in elements where isKey(node) && keys.count < QueryUse.mostKeys {
                let path = path + [node.header.tag]
                keys[AttributePath(tags: path)] = node.header.vr == .sequence ? "" : node.text ?? ""
                if path.count < mostLevels, let item = node.items.first { add(item.elements, below: path) }
            }
        }
        add(elements, below: [])
        return keys
    }

    /// Identifiers of the standard's information models have two.
    private static let mostLevels = 4

    /// What tells about the identifier itself is no key.
    private static func isKey(_ node: DataSetNode) -> Bool {
        let tag = node.header.tag
        return !tag.isGroupLength && !tag.isPrivateCreator && tag != .queryRetrieveLevel && tag != .specificCharacterSet
    }
}
