extension Status {
    /// The N-services of the unified procedure step (PS3.4 §CC.2).
    var unifiedProcedureStepDefinition: String? {
        switch rawValue {
        case 0xB300: "UPS created with modifications"
        case 0xB301: "Deletion lock not granted"
        case 0xB304: "UPS is already CANCELED"
        case 0xB305: "Invalid values coerced to valid ones"
        case 0xB306: "UPS is already COMPLETED"
        case 0xC300: "UPS may no longer be updated"
        case 0xC301: "Wrong Transaction UID"
        case 0xC302: "UPS is already IN PROGRESS"
        case 0xC303: "Only N-CREATE may make a UPS SCHEDULED"
        case 0xC304: "UPS does not meet the requirements of the final state"
        case 0xC307: "No such UPS, or not managed here"
        case 0xC308: "Receiving AE title unknown"
        case 0xC309: "State of the new UPS is not SCHEDULED"
        case 0xC310: "UPS is not IN PROGRESS yet"
        case 0xC311: "UPS is already COMPLETED"
        case 0xC312: "Performer cannot be contacted"
        case 0xC313: "Performer chooses not to cancel"
        case 0xC314: "Action not appropriate for the instance"
        case 0xC315: "Event reports not supported"
        default: nil
        }
    }
}
