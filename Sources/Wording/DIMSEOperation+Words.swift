import AssociationTimeline
import DICOMDictionary
import DICOMMessageExchange

extension DIMSEOperation {
    /// What the code means in this operation's service class.
    package func meaning(of code: UInt16) -> String {
        let isUID = sopClass.map { $0.rawValue.utf8.count <= 64 } ?? true
        return StatusQuestion.meanings.answer(
            StatusQuestion(code: code, kind: kind, sopClass: sopClass), keeps: { _ in isUID }
        ) {
            Status(code).meaning(service: sopClass?.serviceClass ?? .unknown, command: kind.rawValue)
        }
    }

    /// What a person calls the service: `C-STORE`.
    package var serviceName: String { kind.service ?? "command " + kind.description }

    package var bytes: UInt64 {
        (request?.dataSet?.bytes ?? 0) &+ responses.reduce(0) { $0 &+ ($1.dataSet?.bytes ?? 0) }
    }
}

private struct StatusQuestion: Hashable {
    let code: UInt16
    let kind: CommandField
    let sopClass: UID?

    static let meanings = Memo<StatusQuestion, String>(limit: 1024)
}
