import DICOMDictionary

/// A level of the Query/Retrieve information models, with its unique and required keys (PS3.4 Tables C.6-1 to C.6-5).
enum QueryLevel: Int, CaseIterable {
    case patient, study, series, image

    /// By the value of Query/Retrieve Level (0008,0052).
    init?(_ text: String) {
        switch text {
        case "PATIENT": self = .patient
        case "STUDY": self = .study
        case "SERIES": self = .series
        case "IMAGE": self = .image
        default: return nil
        }
    }

    var below: [QueryLevel] { Self.allCases.filter { $0.rawValue > rawValue } }

    var keys: [Tag] {
        switch self {
        case .patient: [.patientID, .patientName]
        case .study: [.studyInstanceUID, .studyDate, Tag(0x0008, 0x0030), .accessionNumber, Tag(0x0020, 0x0010)]
        case .series: [.seriesInstanceUID, .modality, Tag(0x0020, 0x0011)]
        case .image: [.sopInstanceUID, Tag(0x0020, 0x0013)]
        }
    }
}
