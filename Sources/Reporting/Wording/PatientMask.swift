import DICOMDataSet
import DICOMDictionary

/// Puts stable tokens in the place of patient data: in one run, the same value of the same element always gets the same
/// token. Tokens are counted in the order in which associations ended, so a capture gives the same ones each time.
public struct PatientMask {
    public var showsPatientData: Bool
    private var tokens: [String: [String: Int]] = [:]
    private var count = 0

    /// Values beyond this number are all masked alike.
    static let maximumTokens = 1 << 18

    public init(showsPatientData: Bool) { self.showsPatientData = showsPatientData }

    mutating func shown(_ text: String, of tag: Tag, _ vr: VR? = nil) -> String {
        let vr = vr ?? tag.dictionaryVR
        return showsPatientData || !PatientData.contains(tag, vr) ? text : masked(text, as: Self.prefix(of: tag, vr))
    }

    /// `PATIENT-1`, `ID-7`. Nothing stays nothing, and a universal match is no one's name.
    mutating func masked(_ text: String, as prefix: String) -> String {
        // Padding, and empty name components at the end, do not make another person (PS3.5 §6.2.1.2).
        var value = text[...]
        while let last = value.unicodeScalars.last, last == " " || last == "^" || last == "=" { value.removeLast() }
        if value.allSatisfy({ $0 == " " || $0 == "*" || $0 == "^" }) { return text }
        let key = String(value)
        if let number = tokens[prefix]?[key] { return "\(prefix)-\(number)" }
        guard count < Self.maximumTokens else { return "\(prefix)-…" }
        count += 1
        let number = (tokens[prefix]?.count ?? 0) + 1
        tokens[prefix, default: [:]][key] = number
        return "\(prefix)-\(number)"
    }

    private static func prefix(of tag: Tag, _ vr: VR) -> String {
        switch tag {
        case .patientName: "PATIENT"
        case .patientID: "ID"
        case .patientBirthDate: "BIRTH"
        case .accessionNumber: "ACCESSION"
        default:
            switch vr {
            case .personName: "PERSON"
            case .date, .dateTime, .time: "DATE"
            default: "TEXT"
            }
        }
    }
}
