import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import Evidence
import NetworkLayers
import Wording

extension JSONWriter {
    mutating func heading(_ association: Association) {
        member("tcpStream", association.tcpStream)
        member("requestor") { $0.endpoint(association.requestor) }
        member("acceptor") { $0.endpoint(association.acceptor) }
        member("callingAETitle", association.callingAETitle)
        member("calledAETitle", association.calledAETitle)
        member("start", association.start)
        member("end", association.end)
        member("firstFrame", association.firstFrame)
        member("lastFrame", association.lastFrame)
        member("outcome", association.outcome.rawValue)
        rejection(association.reject)
        member("aborts", array: association.aborts) { $0.abort($1) }
        optionalMember("foreignProtocol", association.foreignProtocol) { json, found in
            json.member("name", found.value.rawValue)
            json.place(found)
            if let tls = association.tls { json.member("tls") { $0.tls(tls) } }
        }
    }

    mutating func endpoint(_ endpoint: Endpoint) {
        member("address", endpoint.address.description)
        member("port", endpoint.port)
    }

    mutating func uid(_ uid: UID) {
        member("uid", uid.rawValue)
        member("name", name(of: uid))
    }

    mutating func pdu(_ entry: PDULog.Entry) {
        object { json in
            json.member("type", entry.type.description)
            json.member("frame", entry.frame)
            json.member("time", entry.time)
            json.member("from", entry.from.name)
            json.member("length", entry.length)
            if entry.isIncomplete { json.member("complete", false) }
        }
    }

    /// `answerMayBeLost`: nothing tells whether a context without a result was answered.
    mutating func presentationContext(_ context: PresentationContext, answerMayBeLost: Bool) {
        object { json in
            json.member("id", context.id)
            json.optionalMember("abstractSyntax", context.abstractSyntax) { $0.uid($1) }
            json.member("proposedTransferSyntaxes", array: context.proposedTransferSyntaxes) { json, syntax in
                json.object { $0.uid(syntax) }
            }
            json.member("result", context.result?.name ?? (answerMayBeLost ? nil : "unanswered"))
            json.optionalMember("acceptedTransferSyntax", context.isAccepted ? context.acceptedTransferSyntax : nil) {
                $0.uid($1)
            }
            json.optionalMember("proposedRoles", context.proposedRoles) { $0.roles($1) }
            json.optionalMember("acceptedRoles", context.acceptedRoles) { $0.roles($1) }
            json.member("uses", context.uses)
            if context.isInferred { json.member("inferred", true) }
        }
    }

    mutating func anomaly(_ anomaly: Anomaly) {
        object { json in
            json.member("code", anomaly.code.rawValue)
            json.member("from", anomaly.side?.name)
            json.member("frame", anomaly.evidence.firstFrame)
            json.member("lastFrame", anomaly.evidence.lastFrame)
            json.member("time", anomaly.evidence.firstTime)
            json.member("clause", anomaly.clause?.description)
            json.member("message", anomaly.message)
            json.member("details") { json in
                for detail in anomaly.details { json.detail(detail) }
            }
        }
    }

    mutating func quality(_ association: Association) {
        member("capture") { json in
            json.member("sawHandshake", association.quality.sawHandshake)
            json.member("gaps", association.quality.gaps)
            json.member("lostBytes", association.quality.lostBytes)
            json.member("oneSided", association.quality.isOneSided)
        }
    }

    /// An object, or `null` where there is nothing to tell.
    mutating func optionalMember<Value>(
        _ name: String, _ value: Value?, _ members: (inout JSONWriter, Value) -> Void
    ) {
        key(name)
        if let value { object { members(&$0, value) } } else { null() }
    }

    /// Who sent it, and when.
    mutating func place(_ located: Located<some Sendable>) {
        member("from", located.from.name)
        member("frame", located.evidence.lastFrame)
        member("time", located.evidence.time)
    }

    mutating func roles(_ roles: PresentationContext.Roles) {
        member("scu", roles.scu)
        member("scp", roles.scp)
    }

    private mutating func rejection(_ reject: Located<PDU.AssociateRJ>?) {
        optionalMember("rejection", reject) { json, reject in
            json.member("result", reject.value.resultName)
            json.member("source", reject.value.sourceName)
            json.member("reason", reject.value.reasonName)
            json.member("codes", array: [reject.value.result, reject.value.source, reject.value.reason]) {
                json, code in
                if let code { json.value(code) } else { json.null() }
            }
            json.place(reject)
        }
    }

    private mutating func abort(_ abort: Located<PDU.Abort>) {
        object { json in
            json.member("source", abort.value.sourceName)
            json.member("reason", abort.value.reasonName)
            json.member("codes", array: [abort.value.source, abort.value.reason]) { json, code in
                if let code { json.value(code) } else { json.null() }
            }
            json.place(abort)
        }
    }

    private mutating func detail(_ detail: Anomaly.Detail) {
        switch detail.value {
        case .integer(let number): member(detail.name, number)
        case .text(let text): member(detail.name, text)
        case .bytes(let bytes): member(detail.name, hexadecimal(bytes))
        }
    }
}
