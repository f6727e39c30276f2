extension Status {
    /// C-STORE (PS3.4 §B.2.3, Table B.2-1).
    var storageDefinition: String? {
        switch rawValue {
        case 0xA700...0xA7FF: "Refused: out of resources"
        case 0xA900...0xA9FF: "Error: data set does not match the SOP class"
        case 0xB000: "Stored, data elements coerced"
        case 0xB006: "Stored, elements discarded"
        case 0xB007: "Stored, although the data set does not match the SOP class"
        case 0xC000...0xCFFF: "Error: cannot understand the data set"
        default: nil
        }
    }

    /// C-STORE of objects that belong to no patient (PS3.4 §GG.4).
    var nonPatientObjectDefinition: String? {
        switch rawValue {
        case 0xA700: "Refused: out of resources"
        case 0xA900: "Error: data set does not match the SOP class"
        case 0xC000: "Error: cannot understand the data set"
        default: nil
        }
    }

    /// N-ACTION and N-EVENT-REPORT of inventories (PS3.4 Annex KK).
    var storageManagementDefinition: String? {
        rawValue == 0xB010 ? "Key attributes not supported for matching were ignored" : nil
    }
}
