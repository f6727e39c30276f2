import AssociationTimeline
import DICOMDictionary
import Evidence
import RuleEngine
import Troubleshooting
import Wording

extension JSONWriter {
    mutating func association(_ row: AssociationRow) {
        object { json in
            json.member("id", row.number)
            json.member("tcpStream", row.tcpStream)
            json.member("relation", row.relation)
            json.member("start", row.start)
            json.member("duration", seconds: row.duration)
            json.member("firstFrame", row.firstFrame)
            json.member("outcome", row.outcome.rawValue)
            json.member("outcomeText", row.outcomeText)
            json.member("services", row.services)
            json.member("operations", row.operations)
            json.member("failedOperations", row.failedOperations)
            json.member("bytes", row.bytes)
            json.member("findings", row.findings)
            json.member("severity", row.gravest?.rawValue)
        }
    }

    mutating func associationDetail(_ detail: AssociationDetail) {
        let association = detail.association
        object { json in
            json.member("id", detail.number)
            json.heading(association)
            json.member("presentationContexts", array: association.presentationContexts) {
                $0.presentationContext($1, answerMayBeLost: association.contextAnswersMayBeLost)
            }
            json.member("userInformation") { json in
                json.userInformation("request", association.request?.value.userInformation)
                json.userInformation("accept", association.accept?.value.userInformation)
            }
            json.member("operations", array: detail.operations) { $0.operation($1) }
            json.member("operationCount", detail.operationCount)
            json.member("ladder", array: detail.ladder.events) { $0.ladderEvent($1) }
            json.member("ladderLeftOut", detail.ladder.leftOut)
            json.member("anomalies", array: association.anomalies, notKept: association.anomaliesNotKept) {
                $0.anomaly($1)
            }
            json.member("findings", array: detail.findings) { $0.value($1) }
            json.member("time") { json in
                for part in TimeShares.parts { json.member(part.name, seconds: detail.time[keyPath: part.path]) }
            }
            json.quality(association)
            json.tcp(association)
        }
    }

    private mutating func operation(_ operation: OperationEntry) {
        func frames(_ name: String, _ evidence: EvidenceRange?, _ json: inout JSONWriter) {
            json.optionalMember(name, evidence) { json, evidence in
                json.member("frame", evidence.firstFrame)
                json.member("lastFrame", evidence.lastFrame)
                json.member("time", evidence.firstTime)
            }
        }
        object { json in
            json.member("id", operation.id)
            json.member("kind", operation.service)
            json.member("presentationContextID", operation.presentationContextID)
            json.member("messageID", operation.messageID)
            json.member("invoker", operation.invoker.name)
            json.optionalMember("sopClass", operation.sopClass) { $0.uid($1) }
            json.member("sopInstanceUID", operation.sopInstance)
            json.member("particulars", operation.particulars)
            frames("request", operation.request, &json)
            frames("response", operation.response, &json)
            json.member("responseCount", operation.responseCount)
            json.optionalMember("status", operation.status) { json, code in
                json.member("code", Status(code).description)
                json.member("category", Status(code).category.rawValue)
                json.member("meaning", operation.statusText)
            }
            json.member("errorComment", operation.comment)
            json.optionalMember("transferSyntax", operation.transferSyntax) { $0.uid($1) }
            json.member("bytes", operation.bytes)
            json.member("outcome", operation.outcome.rawValue)
            json.member("duration", seconds: operation.duration)
            json.subOperations(
                remaining: operation.remaining, completed: operation.completed, failed: operation.failed,
                warning: operation.warning)
        }
    }

    private mutating func subOperations(remaining: UInt16?, completed: UInt16?, failed: UInt16?, warning: UInt16?) {
        let isTold = remaining != nil || completed != nil || failed != nil || warning != nil
        optionalMember("subOperations", isTold ? () : nil) { json, _ in
            json.member("remaining", remaining)
            json.member("completed", completed)
            json.member("failed", failed)
            json.member("warning", warning)
        }
    }

    private mutating func ladderEvent(_ event: LadderEvent) {
        object { json in
            json.member("kind", event.kind.rawValue)
            json.member("name", event.name)
            json.member("text", event.text)
            json.member("from", event.from?.name)
            json.member("time", event.start)
            json.member("end", event.end)
            json.member("frame", event.firstFrame)
            json.member("lastFrame", event.lastFrame)
            json.member("mark", event.mark.rawValue)
            json.member("operation", event.operation)
            json.member("count", event.count)
            json.member("bytes", event.bytes.isEmpty ? nil : hexadecimal(event.bytes))
            json.member("findings", array: event.findings) { $0.value($1) }
        }
    }

    mutating func objects(_ objects: ObjectLedger) {
        member("objects") { json in
            json.member("instances", objects.instances)
            json.member("counts") { json in
                for state in ObjectLedger.State.allCases { json.member(state.rawValue, objects.counts[state] ?? 0) }
            }
            json.member("sentAgain", objects.sentAgain)
            json.member("entries", array: objects.entries, notKept: objects.entriesNotKept) { $0.object($1) }
            json.member("retrievals", array: objects.retrievals, notKept: objects.retrievalsNotKept) {
                $0.retrieval($1)
            }
        }
    }

    private mutating func status(_ code: UInt16?, _ meaning: String?) {
        optionalMember("status", code) { json, code in
            json.member("code", Status(code).description)
            json.member("category", Status(code).category.rawValue)
            json.member("meaning", meaning)
        }
    }

    private mutating func object(_ entry: ObjectEntry) {
        object { json in
            json.member("sopInstanceUID", entry.sopInstanceUID)
            json.optionalMember("sopClass", entry.sopClass) { $0.uid($1) }
            json.member("studyInstanceUID", entry.studyInstanceUID)
            json.member("patientID", entry.patient)
            json.member("sender", entry.sender)
            json.member("receiver", entry.receiver)
            json.member("relation", entry.relation)
            json.member("state", entry.state.rawValue)
            json.member("attempts", entry.attempts)
            json.status(entry.status, entry.statusText)
            json.member("bytes", entry.bytes)
            json.member("first", entry.first)
            json.member("last", entry.last)
            json.member("associations", array: entry.associations) { $0.value($1) }
            json.shown(entry.evidence)
        }
    }

    private mutating func retrieval(_ entry: RetrievalEntry) {
        object { json in
            json.member("kind", entry.service)
            json.member("association", entry.association)
            json.member("originator", entry.originator)
            json.member("performer", entry.performer)
            json.member("destination", entry.destination)
            json.status(entry.status, entry.statusText)
            json.subOperations(
                remaining: entry.remaining, completed: entry.completed, failed: entry.failed, warning: entry.warning)
            json.member("storesSeen", entry.storesSeen)
            json.member("storesSucceeded", entry.storesSucceeded)
            json.member("discrepancy", entry.discrepancy)
            json.shown(entry.evidence)
        }
    }

    mutating func workflows(_ chapter: WorkflowChapter) {
        member("workflows", array: chapter.threads, notKept: chapter.threadsNotKept) { json, thread in
            json.object { json in
                json.member("id", thread.id)
                json.member("studyInstanceUID", thread.studyInstanceUID)
                json.member("accessionNumber", thread.accessionNumber)
                json.member("patientID", thread.patientID)
                json.member("legs", array: thread.legs, notKept: thread.legsNotKept) { json, leg in
                    json.object { json in
                        json.member("step", leg.step.rawValue)
                        json.member("kind", leg.service)
                        json.member("association", leg.association)
                        json.member("invoker", leg.invoker)
                        json.member("performer", leg.performer)
                        json.member("start", leg.start)
                        json.member("end", leg.end)
                        json.member("count", leg.count)
                        json.member("failed", leg.failed)
                        json.member("text", leg.text)
                        json.member("tie", leg.tie)
                        json.shown(leg.evidence)
                    }
                }
                json.member("missing", array: thread.missing) { json, missing in
                    json.object { json in
                        json.member("step", missing.step.rawValue)
                        json.member("text", missing.text)
                    }
                }
            }
        }
    }
}
