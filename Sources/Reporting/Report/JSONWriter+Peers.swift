import AssociationTimeline
import DICOMDictionary
import RuleEngine
import Troubleshooting

extension JSONWriter {
    mutating func peers(_ peers: PeerMap) {
        member("peers") { json in
            json.member("entities", array: peers.entities) { $0.entity($1) }
            json.member("relations", array: peers.relations) { $0.relation($1) }
            json.member("associationsNotKept", peers.associationsNotKept)
        }
    }

    private mutating func entity(_ entity: ApplicationEntity) {
        object { json in
            json.member("id", entity.id)
            json.member("title", entity.title)
            json.member("address", "\(entity.address)")
            json.member("ports", array: entity.ports) { $0.value($1) }
            json.member("requests", entity.requests)
            json.member("accepts", entity.accepts)
            json.member("implementations", array: entity.implementations) { json, implementation in
                json.object { json in
                    json.member("classUID", implementation.classUID?.rawValue)
                    json.member("versionName", implementation.versionName)
                    json.optionalMember("known", implementation.known) { json, known in
                        json.member("name", known.name)
                        json.member("kind", known.kind.rawValue)
                        json.member("version", known.version)
                    }
                }
            }
        }
    }

    private mutating func relation(_ relation: Relation) {
        object { json in
            json.member("id", relation.id)
            json.member("requestor", relation.requestor)
            json.member("acceptor", relation.acceptor)
            json.member("port", relation.port)
            json.member("associationCount", relation.associationCount)
            json.member("accepted", relation.accepted)
            json.member("outcomes") { json in
                for outcome in Association.Outcome.allCases {
                    if let count = relation.outcomes[outcome] { json.member(outcome.rawValue, count) }
                }
            }
            json.member("services", array: relation.services) { json, service in
                json.object { json in
                    json.member("kind", service.service)
                    for outcome in DIMSEOperation.Outcome.allCases {
                        if let count = service.outcomes[outcome] { json.member(outcome.rawValue, count) }
                    }
                }
            }
            json.member("bytesFromRequestor", relation.bytesFromRequestor)
            json.member("bytesFromAcceptor", relation.bytesFromAcceptor)
            json.member("firstFrame", relation.first.frame)
            json.member("first", relation.first.time)
            json.member("last", relation.last)
            json.member("associations", array: relation.associations) { $0.value($1) }
            json.member("findings", array: relation.findings) { $0.value($1) }
            json.member("severity", relation.gravest?.rawValue)
        }
    }

    mutating func negotiation(_ negotiation: Negotiation) {
        object { json in
            json.member("relation", negotiation.relation)
            json.member("contexts", array: negotiation.rows, notKept: negotiation.contextsNotKept) { json, row in
                json.object { json in
                    json.member("ids", array: row.ids) { $0.value($1) }
                    json.optionalMember("abstractSyntax", row.abstractSyntax) { $0.uid($1) }
                    json.member("proposedTransferSyntaxes", array: row.proposedTransferSyntaxes) { json, syntax in
                        json.object { $0.uid(syntax) }
                    }
                    json.member("result", row.isInferred ? nil : row.result?.name ?? "unanswered")
                    json.optionalMember("acceptedTransferSyntax", row.acceptedTransferSyntax) { $0.uid($1) }
                    json.optionalMember("proposedRoles", row.proposedRoles) { $0.roles($1) }
                    json.optionalMember("acceptedRoles", row.acceptedRoles) { $0.roles($1) }
                    json.member("associationCount", row.associationCount)
                    json.member("uses", row.uses)
                    json.member("inferred", row.isInferred)
                    json.member("why", row.why)
                    json.member("change", row.change)
                    json.shown(row.evidence)
                }
            }
        }
    }

    mutating func time(_ time: TimeAnalysis) {
        func shares(_ json: inout JSONWriter, _ shares: TimeShares) {
            for part in TimeShares.parts { json.member(part.name, seconds: shares[keyPath: part.path]) }
        }
        member("time") { json in
            json.member("measured", time.measured)
            json.member("notMeasured", time.notMeasured)
            json.member("shares") { shares(&$0, time.shares) }
            json.member("relations", array: time.relations) { json, entry in
                json.object { json in
                    json.member("relation", entry.relation)
                    json.member("associations", entry.associations)
                    json.member("shares") { shares(&$0, entry.shares) }
                }
            }
            json.member("services", array: time.services) { $0.durations($1) }
            json.member("slowest", array: time.slowest) { json, slow in
                json.object { json in
                    json.member("association", slow.association)
                    json.member("relation", slow.relation)
                    json.member("operation", slow.operation)
                    json.member("kind", slow.service)
                    json.member("duration", seconds: slow.duration)
                    json.member("bytes", slow.bytes)
                    json.shown(slow.evidence)
                }
            }
            json.member("throughput") { json in
                json.member("start", time.throughput.fromRequestors.isEmpty ? nil : time.throughput.start)
                json.member("width", seconds: time.throughput.width)
                json.member("fromRequestors", array: time.throughput.fromRequestors) { $0.value($1) }
                json.member("fromAcceptors", array: time.throughput.fromAcceptors) { $0.value($1) }
            }
        }
    }

    private mutating func durations(_ service: ServiceDurations) {
        object { json in
            json.member("relation", service.relation)
            json.member("kind", service.service)
            json.member("count", service.count)
            json.member("minimum", seconds: service.minimum)
            json.member("percentile50", seconds: service.percentile50)
            json.member("percentile90", seconds: service.percentile90)
            json.member("percentile95", seconds: service.percentile95)
            json.member("percentile99", seconds: service.percentile99)
            json.member("maximum", seconds: service.maximum)
            json.member("total", seconds: service.total)
            json.member("bytes", service.bytes)
            json.member("histogram", array: service.bins) { json, bin in
                json.object { json in
                    json.member("from", seconds: bin.from)
                    json.member("to", seconds: bin.to)
                    json.member("count", bin.count)
                }
            }
        }
    }
}
