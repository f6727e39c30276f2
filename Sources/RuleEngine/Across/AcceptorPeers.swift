import DICOMDictionary

/// What an acceptor accepted, from whom, once for all its peers. Made when the capture has been read.
struct AcceptorPeers {
    /// Called AE titles accepted, with the calling AE titles.
    private var called: [String: Callers] = [:]
    private var calling: Set<String> = []
    /// Accepted AE titles by their folded form.
    private var similarCalled: [String: Set<String>] = [:]
    private var similarCalling: [String: Set<String>] = [:]
    private var syntaxes: [UID: Callers] = [:]
    /// Those it accepted something from, the first ones.
    private(set) var accepted: [PeerFacts] = []
    /// Where TLS was spoken to it, the first places.
    private(set) var tls: [FactEvidence] = []
    var first: PeerFacts? { accepted.first }

    private static let kept = 16

    /// Enough of them to tell whether there is another than one.
    private struct Callers {
        var some: Set<String?> = []

        mutating func add(_ caller: String?) { if some.count < 2 { some.insert(caller) } }
        func haveOther(than caller: String?) -> Bool { some.contains { $0 != caller } }
    }

    init(_ peers: [PeerFacts]) {
        tls = Array(peers.lazy.flatMap(\.tls).prefix(Self.kept))
        for peer in peers where peer.accepted > 0 {
            if accepted.count < Self.kept { accepted.append(peer) }
            if let title = peer.key.called {
                called[title, default: Callers()].add(peer.key.calling)
                similarCalled[Self.folded(title), default: []].insert(title)
            }
            if let title = peer.key.calling {
                calling.insert(title)
                similarCalling[Self.folded(title), default: []].insert(title)
            }
            for syntax in peer.acceptedSyntaxes { syntaxes[syntax, default: Callers()].add(peer.key.calling) }
        }
    }

    var calledCount: Int { called.count }
    /// Called AE titles accepted, the first ones by the alphabet.
    var calledTitles: [String] { Array(called.keys.sorted().prefix(Self.kept)) }
    var callingCount: Int { calling.count }

    func accepts(called title: String?, fromOtherThan caller: String?) -> Bool {
        title.flatMap { called[$0] }?.haveOther(than: caller) ?? false
    }

    func accepts(_ syntax: UID, fromOtherThan caller: String?) -> Bool {
        syntaxes[syntax]?.haveOther(than: caller) ?? false
    }

    func similar(called title: String) -> String? { similarCalled[Self.folded(title)]?.filter { $0 != title }.min() }
    func similar(calling title: String) -> String? { similarCalling[Self.folded(title)]?.filter { $0 != title }.min() }

    private static func folded(_ title: String) -> String {
        String(title.lowercased().unicodeScalars.filter { $0 != "_" && $0 != "-" && $0 != " " }.map(Character.init))
    }
}
