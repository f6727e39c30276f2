extension Status {
    /// C-FIND of whatever service (PS3.4 §C.4.1.1.4, §K.4.1.1.4, §V.4.1.1.4, §CC.2.8.4).
    var findDefinition: String? {
        switch rawValue {
        case 0x0000: "Matching is complete"
        case 0xA700: "Refused: out of resources"
        case 0xA900: "Error: identifier does not match the SOP class"
        case 0xC000...0xCFFF: "Unable to process the query"
        case 0xFE00: "Matching ended by C-CANCEL"
        case 0xFF00: "A match; matching continues"
        case 0xFF01: "A match; optional keys are not supported"
        default: nil
        }
    }

    /// What the queries of patients and studies add (PS3.4 §C.4.1.1.4).
    var queryRetrieveFindDefinition: String? {
        switch rawValue {
        case 0xA710: "Invalid prior record key"
        case 0xB001: "Response limit reached, there may be more matches"
        default: nil
        }
    }

    /// C-MOVE and C-GET (PS3.4 §C.4.2.1.5, §C.4.3.1.4; AAxx §Y.4, §Z.4).
    var retrieveDefinition: String? {
        switch rawValue {
        case 0x0000: "Sub-operations complete, no failures or warnings"
        case 0xA701: "Refused: out of resources, cannot count the matches"
        case 0xA702: "Refused: out of resources, cannot perform sub-operations"
        case 0xA900: "Error: identifier does not match the SOP class"
        case 0xAA00: "None of the requested frames exists"
        case 0xAA01: "Cannot create a new object for this SOP class"
        case 0xAA02: "Cannot extract the frames"
        case 0xAA03: "Frames asked for by time, but the instance is not time-based"
        case 0xAA04: "Invalid request"
        case 0xB000: "Sub-operations complete, one or more failures or warnings"
        case 0xC000...0xCFFF: "Unable to process the retrieval"
        case 0xFE00: "Sub-operations ended by C-CANCEL"
        case 0xFF00: "Sub-operations continue"
        default: nil
        }
    }

    /// What only C-MOVE has (PS3.4 §C.4.2.1.5).
    var moveDefinition: String? { rawValue == 0xA801 ? "Refused: move destination unknown" : nil }

    /// C-FIND of the patient's history (PS3.4 §Q.4.1.1.4).
    var relevantPatientDefinition: String? {
        switch rawValue {
        case 0x0000: "Matching is complete"
        case 0xA700: "Refused: out of resources"
        case 0xA900: "Error: identifier does not match the SOP class"
        case 0xC000: "Unable to process the query"
        case 0xC100: "More than one patient matches"
        case 0xC200: "Requested template not supported"
        case 0xFE00: "Matching ended by C-CANCEL"
        case 0xFF00: "A match"
        default: nil
        }
    }
}
