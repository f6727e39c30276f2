import AssociationTimeline
import ConformanceClaims
import DICOMDictionary
import Wording

/// A check of claims as `auscult.claims/1`.
enum ClaimsCheckJSON {
    static let schema = "auscult.claims/1"

    static func render(_ check: ClaimsCheck, totals: CaptureTotals, number: (Int) -> Int?) -> [UInt8] {
        var json = JSONWriter()
        json.object { json in
            json.member("schema", schema)
            json.member("capture") { json in json.capture(totals) }
            json.member("statement") { json in
                let product = check.statement.product
                json.member("file", check.statement.file)
                json.member("vendor", product.vendor)
                json.member("name", product.name)
                json.member("version", product.version)
                json.member("document", product.document)
                json.member("date", product.date)
            }
            json.product(check.product)
            json.member("contradictions", check.contradictions)
            json.member("ignored", check.ignored)
            json.coverage(check.coverage)
            json.member("services", array: check.services) { $0.service($1) }
            json.member("claims", array: check.claims) { json, claim in
                json.claim(claim, statement: check.statement, number: number)
            }
            json.member("undeclared", array: check.undeclared) { json, behaviour in
                json.object { json in
                    json.member("id", behaviour.id.rawValue)
                    json.member("kind", behaviour.kind.rawValue)
                    json.member("entity", behaviour.entity.map { check.statement.entities[$0].name })
                    json.member("message", behaviour.message)
                    json.member("count", behaviour.count)
                    json.sighting(behaviour.evidence, number: number)
                    json.member("contradicts", behaviour.contradicts)
                }
            }
            json.member("steps", array: check.steps) { json, step in
                json.object { json in
                    json.member("action", step.action)
                    json.member("command", step.command)
                    json.member("claims", step.claims)
                }
            }
        }
        return json.take() + [0x0A]
    }
}

extension JSONWriter {
    fileprivate mutating func product(_ product: ObservedProduct) {
        member("product") { json in
            json.member("entities", array: product.entities) { json, entity in
                json.object { json in
                    json.member("aeTitle", entity.aeTitle)
                    json.member("asRequestor", entity.asRequestor)
                    json.member("asAcceptor", entity.asAcceptor)
                    json.member("addresses", array: entity.addresses) { $0.value($1) }
                    json.member("implementations", array: entity.implementations) { $0.value($1) }
                }
            }
            json.member("recognisedBy") { json in
                json.member("endpoint", product.reasons[.endpoint] ?? 0)
                json.member("aeTitle", product.reasons[.aeTitle] ?? 0)
                json.member("implementation", product.reasons[.implementation] ?? 0)
            }
            json.member("associations", product.associations)
            json.member("associationsWithoutElements", product.associationsWithoutElements)
            json.member("dataSetsNotCounted", product.dataSetsNotCounted)
            json.member("observationsNotKept", product.notKept)
        }
    }

    fileprivate mutating func coverage(_ coverage: Coverage) {
        member("coverage") { json in
            json.member("percent", percent: coverage.all.share)
            json.member("sopClassesNegotiated") { $0.counts(coverage.sopClassesNegotiated) }
            json.member("sopClassesUsed") { $0.counts(coverage.sopClassesUsed) }
            json.member("transferSyntaxesNegotiated") { $0.counts(coverage.transferSyntaxesNegotiated) }
            json.member("transferSyntaxesUsed") { $0.counts(coverage.transferSyntaxesUsed) }
            json.member("other") { $0.counts(coverage.other) }
        }
    }

    /// Rounded down, so that nothing but all is 100.
    private mutating func member(_ name: String, percent share: Double?) {
        member(name, number: share.map { ($0 * 1000).rounded(.down) / 10 }, places: 1)
    }

    private mutating func counts(_ counts: Coverage.Counts) {
        for verdict in Verdict.allCases { member(verdict.memberName, counts[verdict]) }
        member("percent", percent: counts.share)
    }

    fileprivate mutating func service(_ service: ServiceSummary) {
        object { json in
            json.member("entity", service.entity)
            json.member("service", service.service)
            json.member("role", service.role.rawValue)
            json.member("sopClasses", service.sopClasses)
            json.member("verdict", service.verdict.rawValue)
            json.member("negotiated") { $0.counts(service.negotiated) }
            json.member("used") { $0.counts(service.used) }
            json.member("transferSyntaxesNegotiated") { $0.counts(service.transferSyntaxesNegotiated) }
            json.member("transferSyntaxesUsed") { $0.counts(service.transferSyntaxesUsed) }
        }
    }

    fileprivate mutating func claim(
        _ judged: JudgedClaim, statement: ConformanceStatement, number: (Int) -> Int?
    ) {
        let claim = judged.claim
        object { json in
            json.member("id", claim.id.rawValue)
            json.member("entity", claim.entity.map { statement.entities[$0].name })
            json.member("service", judged.serviceName(in: statement))
            json.uid("sopClass", claim.sopClass)
            json.member("role", claim.role?.rawValue)
            if case .transferSyntax(let syntax) = claim.aspect { json.uid("transferSyntax", syntax) }
            json.member("configurable", claim.isConfigurable)
            json.member("requires", claim.condition)
            json.member("reference", claim.reference)
            json.member("line", claim.place.line)
            json.judgement(judged.judgement, number: number)
            if let use = judged.use { json.member("used") { $0.judgement(use, number: number) } }
        }
    }

    private mutating func uid(_ name: String, _ uid: UID?) {
        guard let uid else { return }
        member(name) { json in
            json.member("uid", uid.rawValue)
            json.member("name", uid.name)
        }
    }

    private mutating func judgement(_ judgement: Judgement, number: (Int) -> Int?) {
        member("verdict", judgement.verdict.rawValue)
        member("count", judgement.count)
        member("seen", judgement.seen)
        sighting(judgement.evidence, number: number)
    }

    fileprivate mutating func sighting(_ place: Sighting?, number: (Int) -> Int?) {
        key("evidence")
        guard let place else { return null() }
        object { json in
            json.member("association", number(place.association))
            json.member("frame", place.frame)
            json.member("from", place.from?.name)
            json.member("time", place.time)
            json.member("tcpStream", place.tcpStream)
        }
    }
}

extension JudgedClaim {
    func serviceName(in statement: ConformanceStatement) -> String? {
        guard let entity = claim.entity, let service = claim.service else { return nil }
        return statement.entities[entity].services[service].id
    }
}

extension Verdict {
    fileprivate var memberName: String {
        switch self {
        case .confirmed: "confirmed"
        case .contradicted: "contradicted"
        case .deviates: "deviates"
        case .partlyExercised: "partlyExercised"
        case .notExercised: "notExercised"
        case .notObservable: "notObservable"
        }
    }
}
