import DICOMDictionary
import DICOMUpperLayer
import Wording

extension JSONWriter {
    /// What one side tells of its implementation. Passcodes, tickets and tokens are not in the model: only their lengths.
    mutating func userInformation(_ name: String, _ information: UserInformation?) {
        optionalMember(name, information) { json, information in
            json.member("maximumLength", information.maximumLength)
            json.member("implementationClassUID", information.implementationClassUID?.rawValue)
            json.member("implementationVersionName", information.implementationVersionName)
            json.optionalMember("asynchronousOperationsWindow", information.asynchronousOperationsWindow) {
                $0.member("invoked", $1.invoked)
                $0.member("performed", $1.performed)
            }
            json.member("roleSelections", array: information.roleSelections) { json, role in
                json.object { json in
                    json.member("sopClass") { $0.uid(role.sopClass) }
                    json.member("scu", role.scu)
                    json.member("scp", role.scp)
                }
            }
            json.member("extendedNegotiations", array: information.extendedNegotiations) { $0.extended($1) }
            json.member("commonExtendedNegotiations", array: information.commonExtendedNegotiations) { $0.common($1) }
            json.optionalMember("userIdentity", information.userIdentityRequest) { $0.identity($1) }
            json.optionalMember("userIdentityResponse", information.userIdentityResponse) {
                $0.member("serverResponseLength", $1.serverResponseLength)
            }
        }
    }

    private mutating func extended(_ negotiation: ExtendedNegotiation) {
        object { json in
            json.member("sopClass") { $0.uid(negotiation.sopClass) }
            json.member("applicationInformation", hexadecimal(negotiation.applicationInformation))
        }
    }

    private mutating func common(_ negotiation: CommonExtendedNegotiation) {
        object { json in
            json.member("sopClass") { $0.uid(negotiation.sopClass) }
            json.member("serviceClass") { $0.uid(negotiation.serviceClass) }
            json.member("relatedGeneralSOPClasses", array: negotiation.relatedGeneralSOPClasses) { json, uid in
                json.object { $0.uid(uid) }
            }
        }
    }

    private mutating func identity(_ identity: UserIdentityRequest) {
        member("type", identity.type?.description)
        member("positiveResponseRequested", identity.positiveResponseRequested)
        member("primaryFieldLength", identity.primaryFieldLength)
        member("secondaryFieldLength", identity.secondaryFieldLength)
    }
}
