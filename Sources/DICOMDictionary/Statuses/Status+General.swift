extension Status {
    /// Codes that mean the same in every service (PS3.7 Annex C).
    var generalDefinition: String? {
        switch rawValue {
        case 0x0000: "Success"
        case 0x0001: "Requested optional attributes are not supported"
        case 0x0105: "No such attribute"
        case 0x0106: "Invalid attribute value"
        case 0x0107: "Attribute list error"
        case 0x0110: "Processing failure"
        case 0x0111: "Duplicate SOP instance"
        case 0x0112: "No such SOP instance"
        case 0x0113: "No such event type"
        case 0x0114: "No such argument"
        case 0x0115: "Invalid argument value"
        case 0x0116: "Attribute value out of range"
        case 0x0117: "Invalid SOP instance"
        case 0x0118: "No such SOP class"
        case 0x0119: "Class-instance conflict"
        case 0x0120: "Missing attribute"
        case 0x0121: "Missing attribute value"
        case 0x0122: "Refused: SOP class not supported"
        case 0x0123: "No such action type"
        case 0x0124: "Refused: not authorized"
        case 0x0210: "Duplicate invocation: Message ID in use"
        case 0x0211: "Unrecognized operation"
        case 0x0212: "Mistyped argument"
        case 0x0213: "Resource limitation"
        case 0xFE00: "Cancelled"
        case 0xFF00: "Pending"
        case 0xFF01: "Pending, with a warning"
        default: nil
        }
    }
}
