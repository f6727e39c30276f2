import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange

extension DIMSEOperation {
    /// What the code means in this operation's service class.
    package func meaning(of code: UInt16) -> String {
        Status(code).meaning(service: sopClass?.serviceClass ?? .unknown, command: kind.rawValue)
    }

    /// What a person calls the service: `C-STORE`.
    package var serviceName: String { kind.service ?? "command " + kind.description }

    package var bytes: UInt64 {
        (request?.dataSet?.bytes ?? 0) &+ responses.reduce(0) { $0 &+ ($1.dataSet?.bytes ?? 0) }
    }
}
