import DICOMDictionary
import DICOMUpperLayer
import Wording

/// What a side tells of itself, in the order a reader asks for it.
struct UserInformationWording {
    private let information: UserInformation

    init(_ information: UserInformation) { self.information = information }

    var parts: [StyledText] {
        var parts: [StyledText] = [implementation]
        if let length = information.maximumLength {
            parts.append(StyledText(length == 0 ? "max PDU unlimited" : "max PDU \(length)"))
        } else {
            parts.append(StyledText("no max PDU", .doubtful))
        }
        if let window = information.asynchronousOperationsWindow {
            parts.append(
                StyledText("async invokes \(Self.limit(window.invoked)), performs \(Self.limit(window.performed))"))
        }
        parts += extended
        if let identity = information.userIdentityRequest {
            let kind = identity.type?.description ?? "cut short"
            let answer = identity.positiveResponseRequested == 1 ? ", response requested" : ""
            parts.append(StyledText("user identity: \(kind) (not shown)\(answer)"))
        }
        if information.userIdentityResponse != nil { parts.append(StyledText("user identity confirmed")) }
        let undecoded = information.subItems.count { if case .undecoded = $0.content { true } else { false } }
        if undecoded > 0 { parts.append(StyledText(counted(undecoded, "undecoded sub-item"), .doubtful)) }
        return parts
    }

    private var implementation: StyledText {
        let name = information.implementationVersionName
        guard let uid = information.implementationClassUID else {
            return StyledText(name ?? "no implementation class UID", name == nil ? .doubtful : .plain)
        }
        guard let name, !name.isEmpty else { return StyledText(uid.rawValue) }
        var text = StyledText(name)
        text.add(" (\(uid))", .faint)
        return text
    }

    private var extended: [StyledText] {
        var parts: [StyledText] = []
        let negotiations = information.extendedNegotiations
        if !negotiations.isEmpty {
            let told = negotiations.prefix(2).map {
                "\($0.sopClass.shortName) \(hexadecimal($0.applicationInformation.prefix(8)))"
            }
            let rest = negotiations.count - told.count
            parts.append(
                StyledText(
                    "extended negotiation: " + told.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")))
        }
        let common = information.commonExtendedNegotiations.count
        if common > 0 { parts.append(StyledText(counted(common, "common extended negotiation"))) }
        return parts
    }

    private static func limit(_ count: UInt16) -> String { count == 0 ? "any number" : "\(count)" }
}
