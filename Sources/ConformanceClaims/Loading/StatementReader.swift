import DICOMDictionary

/// Makes the model of a tree that agrees with the format.
struct StatementReader {
    var sets: SetTable
    private let root: ClaimNode
    private let file: String
    /// Claims of SOP class, role and transfer syntax so far.
    private var combinations = 0
    private var serviceIDs: Set<String> = []
    /// Of identifiers that were made.
    private var repeats: [String: Int] = [:]

    /// A statement with more is refused: each of them gets a verdict.
    static let mostCombinations = 200_000

    init(_ root: ClaimNode, file: String, _ diagnostics: DiagnosticList) {
        self.root = root
        self.file = file
        sets = SetTable(root["sets"], diagnostics)
    }

    mutating func statement() -> ConformanceStatement {
        let named = sets.sets()
        var lines: [String: Int] = [:]
        var entities: [ApplicationEntityClaims] = []
        for node in root.items(of: "entities") {
            let entity = entity(node)
            if let line = lines.updateValue(entity.place.line, forKey: entity.name) {
                sets.diagnostics.error("line \(line) has an entity \(quoted(entity.name)) already", at: node.place)
            }
            entities.append(entity)
        }
        return ConformanceStatement(
            file: file, formatVersion: root["claims"]?.integer ?? ClaimsFormat.version, product: product(),
            match: match(), sets: named, entities: entities,
            characterSets: everywhere("character_sets").flatMap { $0.items.claims { $0.text } }, security: security(),
            unobservable: root.items(of: "unobservable").compactMap { node in
                (node["claim"] ?? node).text.map { Claim($0, at: node.place, reference: node["ref"]?.text) }
            },
            ignored: root.items(of: "ignore").claims { $0.text.map { GlobPattern($0) } })
    }

    private func product() -> ClaimedProduct {
        let node = root["product"]
        return ClaimedProduct(
            vendor: node?["vendor"]?.text, name: node?["name"]?.text ?? "", version: node?["version"]?.text,
            document: node?["document"]?.text, date: node?["date"]?.text, template: node?["template"]?.choice(),
            place: (node ?? root).place)
    }

    private func match() -> ProductMatch {
        guard let node = root["match"] else { return ProductMatch() }
        return ProductMatch(
            implementationClassUIDs: node.items(of: "implementation_class_uid").claims(\.pattern),
            implementationVersionNames: node.items(of: "implementation_version_name").claims(\.pattern),
            aeTitles: node.items(of: "ae_titles").claims(\.pattern),
            endpoints: node.items(of: "endpoints").claims { $0.text.flatMap { EndpointPattern($0) } })
    }

    /// A field of the file, or of its entities.
    private func everywhere(_ name: String) -> [ClaimNode] {
        ([root] + root.items(of: "entities")).compactMap { $0[name] }
    }

    private mutating func security() -> SecurityClaims? {
        let nodes = everywhere("security")
        guard let node = nodes.first else { return nil }
        if let other = nodes.dropFirst().first {
            sets.diagnostics.error("line \(node.place.line) has the product's security already", at: other.place)
        }
        let check = node["aet_check"]
        return SecurityClaims(
            place: node.place, reference: node["ref"]?.text, tls: node.claim("tls") { $0.choice() },
            profiles: node.items(of: "profiles").choices(),
            port: node.claim("port", \.port), checksCalledAETitle: check?.claim("called", \.boolean),
            checksCallingAETitle: check?.claim("calling", \.boolean),
            knownCallers: check?.items(of: "known").claims(\.pattern) ?? [],
            userIdentity: node.claim("user_identity") { $0.choices() })
    }

    private mutating func entity(_ node: ClaimNode) -> ApplicationEntityClaims {
        serviceIDs = []
        repeats = [:]
        let services = node.items(of: "services").map { service($0) }
        let commitment = node["storage_commitment"]
        let step = node["mpps"]
        return ApplicationEntityClaims(
            name: node["name"]?.text ?? "", place: node.place, reference: node["ref"]?.text,
            aeTitle: node.claim("ae_title", \.text), port: node.claim("port", \.port),
            initiates: node.claim("initiates", \.boolean), accepts: node.claim("accepts", \.boolean),
            association: association(node), services: services,
            storageCommitment: commitment.map {
                StorageCommitmentClaims(
                    place: $0.place, reply: $0.claim("reply") { $0.choice() }, maximumDelay: $0.amount("max_delay"))
            },
            performedProcedureStep: step.map {
                PerformedProcedureStepClaims(
                    place: $0.place, creation: $0.claim("create_at") { $0.choice() },
                    finalStatuses: $0.items(of: "set_final").choices(),
                    setsInProgress: $0.claim("sets_in_progress", \.boolean))
            })
    }

    /// A name no other service of the entity has.
    mutating func identifier(_ written: String?, of node: ClaimNode, _ roles: [ServiceRole]) -> String {
        if let written {
            if !serviceIDs.insert(written).inserted {
                sets.diagnostics.error("another service of the entity has the id \(quoted(written))", at: node.place)
            }
            return written
        }
        let first = node.items(of: "sop").first?.text ?? ""
        let name =
            first.hasPrefix("@") ? String(first.dropFirst()) : UIDVocabulary.sopClass.uid(first)?.claimName ?? first
        let base = ([name] + roles.map { $0.rawValue.lowercased() }).joined(separator: "-")
        var id = base
        while !serviceIDs.insert(id).inserted {
            let number = repeats[base, default: 1] + 1
            repeats[base] = number
            id = "\(base)-\(number)"
        }
        return id
    }

    mutating func count(_ service: ServiceClaims) {
        let before = combinations
        combinations += service.sopClasses.count * service.roles.count * (1 + (service.transferSyntaxes?.count ?? 0))
        if combinations > Self.mostCombinations, before <= Self.mostCombinations {
            sets.diagnostics.error(
                "SOP classes, roles and transfer syntaxes make more than \(Self.mostCombinations) combinations",
                at: service.place)
        }
    }
}
