extension Status {
    /// Event logging (PS3.4 Annex P).
    var applicationEventLoggingDefinition: String? {
        switch rawValue {
        case 0xB101: "Logged, but the synchronization frames of reference differ"
        case 0xB102: "Logged under another Study Instance UID"
        case 0xB104: "Logged, although the IDs of the matched study are inconsistent"
        case 0xC101: "No procedural logging for this Study Instance UID"
        case 0xC102: "Event information does not match the template"
        case 0xC103: "Event matches no current study"
        case 0xC104: "Not logged: the IDs of the matched study are inconsistent"
        case 0xC10E: "Operator not authorized to add to the medication record"
        case 0xC110: "Patient not identified by Patient ID or Admission ID"
        case 0xC111: "Medication record could not be updated"
        default: nil
        }
    }

    /// Media creation (PS3.4 §S.3.2).
    var mediaCreationDefinition: String? {
        switch rawValue {
        case 0xA510: "Media creation was already initiated for this instance"
        case 0xC201: "Media creation is already complete"
        case 0xC202: "Media creation is in progress and cannot be interrupted"
        case 0xC203: "Cancellation denied, no reason given"
        default: nil
        }
    }

    /// Machine verification in radiotherapy (PS3.4 Annex DD).
    var rtMachineVerificationDefinition: String? {
        switch rawValue {
        case 0xC112: "No such machine verification instance"
        case 0xC221: "Fraction group not in the plan"
        case 0xC222: "Fraction group has no beams"
        case 0xC223: "Already verifying, cannot process this now"
        case 0xC224: "Beam not in the fraction group"
        case 0xC225: "Device or accessory not supported"
        case 0xC226: "Device or accessory not in the beam"
        case 0xC227: "No such RT plan"
        default: nil
        }
    }
}
