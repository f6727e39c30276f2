import DICOMDataSet
import DICOMDictionary
import RuleExpression

extension StatementLint {
    mutating func checkMatch() {
        let match = statement.match
        let place = ClaimPlace(path: "match", line: statement.product.place.line, column: 1)
        let titles = statement.entities.compactMap(\.aeTitle)
        if match.isEmpty, titles.isEmpty {
            warn(
                "nothing tells the product's traffic: give 'match', or an AE title to an entity", at: place)
        }
        let uids = statement.entities.compactMap(\.association.implementationClassUID)
        for pattern in match.implementationClassUIDs + uids {
            let text = pattern.value.description
            if text.count > 64 || !text.allSatisfy({ $0.isNumber || $0 == "." || $0 == "*" || $0 == "?" }) {
                warn("\(quoted(text)) can match no UID (PS3.5 §9.1)", at: pattern.place)
            }
        }
        for pattern in match.implementationClassUIDs where !uids.isEmpty && pattern.value.isLiteral {
            if !uids.contains(where: { $0.value.matches(pattern.value.description) }) {
                warn("no entity claims the Implementation Class UID \(pattern.value)", at: pattern.place)
            }
        }
        let versions = statement.entities.compactMap(\.association.implementationVersionName)
        for name in match.implementationVersionNames + versions where name.value.isLiteral {
            if !(1...16).contains(name.value.description.count) {
                warn("an Implementation Version Name has 1 to 16 characters (PS3.7 §D.3.3.2)", at: name.place)
            }
        }
        for title in match.aeTitles where title.value.isLiteral { checkTitle(title.value.description, title.place) }
    }

    mutating func checkTitle(_ entity: ApplicationEntityClaims) {
        if let title = entity.aeTitle { checkTitle(title.value, title.place) }
    }

    private mutating func checkTitle(_ title: String, _ place: ClaimPlace) {
        let isPlain = title.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F && $0 != "\\" }
        if !isPlain || title.allSatisfy({ $0 == " " }) || title.count > 16 {
            warn(
                "\(quoted(title)) is no AE title: 1 to 16 characters of ASCII, no backslash, not only spaces (PS3.5 §6.2)",
                at: place)
        }
    }

    mutating func checkCharacterSets() {
        let numbers = [6, 13, 100, 101, 109, 110, 126, 127, 138, 144, 148, 166, 192, 203]
        let extensions = [6, 13, 58, 87, 100, 101, 109, 110, 126, 127, 138, 144, 148, 149, 159, 166, 203]
        let terms = numbers.map { "ISO_IR \($0)" } + extensions.map { "ISO 2022 IR \($0)" } + ["GB18030", "GBK"]
        for term in statement.characterSets where !SpecificCharacterSet(terms: [term.value]).unknownTerms.isEmpty {
            warn(
                "\(quoted(term.value)) is no defined term of Specific Character Set (PS3.3 §C.12.1.1.2)",
                at: term.place,
                suggestion: term.value.count <= 100 ? nearestName(to: term.value, among: terms) : nil)
        }
    }

    mutating func checkSecurity() {
        guard let security = statement.security else { return }
        if let tls = security.tls, tls.value == .none, !security.profiles.isEmpty || security.port != nil {
            warn("TLS is 'none', yet there are profiles or a port for it", at: tls.place)
        }
        for entity in statement.entities {
            if let port = security.port, let plain = entity.port, port.value == plain.value,
                security.tls?.value == .optional
            {
                warn("the port \(port.value) is that of \(entity.name) without TLS, too", at: port.place)
            }
            for rejection in entity.association.rejections where rejection.code.condition == nil {
                let check =
                    rejection.situation == .calledAETitleUnknown
                    ? security.checksCalledAETitle
                    : rejection.situation == .callingAETitleUnknown ? security.checksCallingAETitle : nil
                if let check, !check.value {
                    warn("'security' says that this AE title is not checked", at: rejection.code.place)
                }
            }
        }
    }

    mutating func checkSets() {
        let used = Set(
            statement.entities.flatMap(\.services).flatMap { $0.sopClasses + ($0.transferSyntaxes ?? []) + $0.prefers }
                .map(\.place))
        for set in statement.sets where !set.members.contains(where: { used.contains($0.place) }) {
            warn("the set \(quoted(set.name)) adds nothing to any service", at: set.place)
        }
    }

    /// With more, looking for each identifier would take longer than it helps.
    private static let mostIDs = 20_000

    mutating func checkIgnored() {
        guard !statement.ignored.isEmpty else { return }
        let ids = statement.claims().map(\.id.rawValue)
        guard ids.count <= Self.mostIDs else { return }
        for pattern in statement.ignored.prefix(DiagnosticList.most)
        where !ids.contains(where: { pattern.value.matches($0) }) {
            let text = pattern.value.description
            warn(
                "no claim has the id \(quoted(text))", at: pattern.place,
                suggestion: ids.count <= 2000 && text.count <= 100 ? nearestName(to: text, among: ids) : nil)
        }
    }

    mutating func checkBehaviours(_ behaviours: [Claim<FailureBehaviour>]) {
        let names = FailureBehaviour.named.compactMap(\.name)
        for behaviour in behaviours {
            guard case .words(let words) = behaviour.value, words.count <= 12, !words.contains(" "),
                let near = nearestName(to: words, among: names)
            else { continue }
            warn("\(quoted(words)) is none of \(names.joined(separator: ", "))", at: behaviour.place, suggestion: near)
        }
    }
}
