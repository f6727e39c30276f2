import DICOMDictionary
import DICOMUpperLayer
import Wording

/// What a side tells of itself, in the order a reader asks for it.
struct UserInformationWording {
    private let information: UserInformation

    init(_ information: UserInformation) { self.information = information }

    var text: StyledText {
        var text = StyledText()
        write(into: &text)
        return text
    }

    func write(into text: inout StyledText) {
        text.beginParts()
        implementation(&text)
        if let length = information.maximumLength {
            text.part(length == 0 ? "max PDU unlimited" : "max PDU \(length)")
        } else {
            text.part("no max PDU", .doubtful)
        }
        if let window = information.asynchronousOperationsWindow {
            text.part("async invokes \(Self.limit(window.invoked)), performs \(Self.limit(window.performed))")
        }
        extended(&text)
        if let identity = information.userIdentityRequest {
            let kind = identity.type?.description ?? "cut short"
            let answer = identity.positiveResponseRequested == 1 ? ", response requested" : ""
            text.part("user identity: \(kind) (not shown)\(answer)")
        }
        if information.userIdentityResponse != nil { text.part("user identity confirmed") }
        let undecoded = information.subItems.count { if case .undecoded = $0.content { true } else { false } }
        if undecoded > 0 { text.part(counted(undecoded, "undecoded sub-item"), .doubtful) }
        text.endParts()
    }

    private func implementation(_ text: inout StyledText) {
        let name = information.implementationVersionName
        guard let uid = information.implementationClassUID else {
            return text.part(name ?? "no implementation class UID", name == nil ? .doubtful : .plain)
        }
        guard let name, !name.isEmpty else { return text.part(uid.rawValue) }
        text.part(name)
        text.add(" (\(uid))", .faint)
    }

    private func extended(_ text: inout StyledText) {
        let negotiations = information.extendedNegotiations
        if !negotiations.isEmpty {
            let told = negotiations.prefix(2).map {
                "\($0.sopClass.shortName) \(hexadecimal($0.applicationInformation.prefix(8)))"
            }
            let rest = negotiations.count - told.count
            text.part("extended negotiation: " + told.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : ""))
        }
        let common = information.commonExtendedNegotiations.count
        if common > 0 { text.part(counted(common, "common extended negotiation")) }
    }

    private static func limit(_ count: UInt16) -> String { count == 0 ? "any number" : "\(count)" }
}
