import DICOMDictionary
import RuleExpression

/// The named sets of a file, each with the members of the sets it names.
struct SetTable {
    /// Sets every file may use without defining them; a set of the file with the same name goes before.
    static let builtIn: [String: [UID]] = [
        // Every storage SOP class that is not retired (PS3.4 §B.5).
        "all_storage": UIDVocabulary.sopClass.keywords.compactMap { UID(keyword: $0) }
            .filter { $0.serviceClass == .storage && !$0.isRetired },
        "uncompressed": [.explicitVRLittleEndian, .implicitVRLittleEndian, .explicitVRBigEndian],
    ]

    /// Members read in all lists together: sets that name each other many times over end here.
    static let mostMembers = 100_000

    /// Sets that name sets.
    static let deepest = 50

    private let nodes: [(name: String, node: ClaimNode)]
    private let byName: [String: ClaimNode]
    private var expanded: [String: [Claim<UID>]] = [:]
    private var open: Set<String> = []
    private var count = 0
    var diagnostics: DiagnosticList

    init(_ node: ClaimNode?, _ diagnostics: DiagnosticList) {
        nodes = (node?.fields ?? []).map { ($0.key.string ?? "", $0.value) }
        byName = Dictionary(nodes.map { ($0.name, $0.node) }) { first, _ in first }
        self.diagnostics = diagnostics
    }

    mutating func sets() -> [NamedSet] {
        nodes.map { name, node in NamedSet(name: name, place: node.place, members: members(of: name, node)) }
    }

    /// UIDs of a list without duplicates, with what qualifies the list; `nil` where there is none.
    mutating func uids(_ node: ClaimNode?, _ vocabulary: UIDVocabulary) -> [Claim<UID>]? {
        guard let node else { return nil }
        if node.node.mapping != nil {
            return uids(node["default"], vocabulary)?.map { node.qualified($0.value, at: $0.place) }
        }
        var seen: Set<UID> = []
        var uids: [Claim<UID>] = []
        for item in node.items {
            let text = item.text ?? ""
            if text.hasPrefix("@") {
                for member in members(ofReference: item) {
                    guard fits(member.value, vocabulary, item) else { break }
                    if seen.insert(member.value).inserted { uids.append(member) }
                }
            } else if let uid = vocabulary.uid(text) {
                if seen.insert(uid).inserted {
                    uids.append(Claim(uid, at: item.place))
                } else {
                    diagnostics.warning("\(uid.claimName) stands there twice", at: item.place)
                }
            }
        }
        return uids
    }

    private mutating func fits(_ uid: UID, _ vocabulary: UIDVocabulary, _ item: ClaimNode) -> Bool {
        guard let type = uid.type, !vocabulary.includes(type) else { return true }
        diagnostics.error(
            "\(quoted(item.text ?? "")) has \(uid.claimName) in it, which is no \(vocabulary.noun)", at: item.place)
        return false
    }

    private mutating func members(ofReference item: ClaimNode) -> [Claim<UID>] {
        let name = String((item.text ?? "").dropFirst())
        if let set = byName[name] {
            guard !open.contains(name) else {
                diagnostics.error("the set \(quoted(name)) has itself in it", at: item.place)
                return []
            }
            guard open.count < Self.deepest else {
                diagnostics.error("sets name each other more than \(Self.deepest) deep", at: item.place)
                return []
            }
            return take(members(of: name, set), item)
        }
        if let uids = Self.builtIn[name] { return take(uids.map { Claim($0, at: item.place) }, item) }
        diagnostics.error(
            "there is no set \(quoted(name)) under 'sets'", at: item.place,
            suggestion: name.count <= 100
                ? nearestName(to: name, among: nodes.map(\.name) + Self.builtIn.keys.sorted()).map { "@" + $0 } : nil)
        return []
    }

    private mutating func take(_ members: [Claim<UID>], _ item: ClaimNode) -> [Claim<UID>] {
        count += members.count
        guard count <= Self.mostMembers else {
            if count - members.count <= Self.mostMembers {
                diagnostics.error("sets bring in more than \(Self.mostMembers) UIDs", at: item.place)
            }
            return []
        }
        return members
    }

    private mutating func members(of name: String, _ node: ClaimNode) -> [Claim<UID>] {
        if let known = expanded[name] { return known }
        open.insert(name)
        let members = uids(node, .either) ?? []
        open.remove(name)
        expanded[name] = members
        return members
    }
}
