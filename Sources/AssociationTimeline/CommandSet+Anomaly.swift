import DICOMMessageExchange
import Evidence

extension CommandSet.Fault {
    func anomaly(of message: DIMSEMessage) -> Anomaly {
        func make(_ code: Anomaly.Code, _ text: String, _ details: [Anomaly.Detail]) -> Anomaly {
            Anomaly(
                code, side: message.from, evidence: message.commandEvidence, clause: "PS3.7 §6.3.1",
                message: "In a \(message.command.commandField?.description ?? "command set"), \(text).",
                details: details)
        }
        switch self {
        case .valueCut(let tag, let offset, let claimed, let available):
            return make(
                "command/value-cut", "\(tag) claims \(claimed) bytes where \(available) are left",
                [
                    .init("tag", tag.description), .init("offset", offset), .init("claimed", claimed),
                    .init("available", available),
                ])
        case .headerCut(let offset, let available):
            return make(
                "command/header-cut", "the last \(available) bytes are too few for an element",
                [.init("offset", offset), .init("available", available)])
        case .notGroup0000(let tag, let offset):
            return make(
                "command/not-group-0000", "\(tag) is no command element",
                [.init("tag", tag.description), .init("offset", offset)])
        case .notAscending(let tag, let offset):
            return make(
                "command/not-ascending", "\(tag) is out of order",
                [.init("tag", tag.description), .init("offset", offset)])
        case .groupLength(nil, let actual):
            return make("command/group-length", "the Command Group Length is missing", [.init("actual", actual)])
        case .groupLength(let stated?, let actual):
            return make(
                "command/group-length", "the Command Group Length is \(stated) where \(actual) bytes follow it",
                [.init("stated", stated), .init("actual", actual)])
        case .explicitVR: return make("command/explicit-vr", "the elements are in explicit VR", [])
        }
    }
}
