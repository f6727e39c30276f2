import DICOMDictionary

/// Which elements tell who the patient is, or may: their values are masked unless the user asks for them. After PS3.15
/// Table E.1-1, without its dates and UIDs of studies, which the analysis is about.
public enum PatientData {
    public static func contains(_ tag: Tag, _ vr: VR) -> Bool {
        switch vr {
        case .sequence: false
        // Names, and prose, which names whom it likes.
        case .personName, .longText, .shortText, .unlimitedText: true
        case _ where tag.isPrivate: isPrivateText(tag, vr)
        case _ where tag.group == 0x0010: !tag.isGroupLength
        default: identifying.contains(tag)
        }
    }

    public static func contains(_ header: DataElementHeader) -> Bool { contains(header.tag, header.vr) }

    /// What kind of name it is, for the token that stands in its place: `PATIENT`.
    public static func kind(_ tag: Tag, _ vr: VR) -> String {
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

    /// Error comments are prose of the responder's: they may repeat whose data it would not take. The text with each of
    /// these values in it replaced, the longest first.
    package static func hide(_ values: [String], in prose: String) -> String {
        var text = prose
        for value in values.sorted(by: { $0.utf8.count > $1.utf8.count }) where value.utf8.count >= leastLength {
            text = text.replacing(value, with: "[masked]")
        }
        return text
    }

    /// Shorter values stand in too many words that are no one's.
    private static let leastLength = 3

    /// Nobody knows what a private element holds: only numbers, UIDs and the names of private creators are safe.
    private static func isPrivateText(_ tag: Tag, _ vr: VR) -> Bool {
        if tag.isPrivateCreator || tag.isGroupLength || vr == .uniqueIdentifier { return false }
        return vr.isText || vr == .unknown || vr == .otherByte
    }

    private static let identifying: Set<Tag> = [
        Tag(0x0008, 0x0050),  // Accession Number
        Tag(0x0008, 0x0080),  // Institution Name
        Tag(0x0008, 0x0081),  // Institution Address
        Tag(0x0008, 0x0092),  // Referring Physician's Address
        Tag(0x0008, 0x0094),  // Referring Physician's Telephone Numbers
        Tag(0x0008, 0x1040),  // Institutional Department Name
        Tag(0x0008, 0x1080),  // Admitting Diagnoses Description
        Tag(0x0012, 0x0040),  // Clinical Trial Subject ID
        Tag(0x0012, 0x0042),  // Clinical Trial Subject Reading ID
        Tag(0x0020, 0x0010),  // Study ID
        Tag(0x0032, 0x1033),  // Requesting Service
        Tag(0x0032, 0x1066),  // Reason for Visit
        Tag(0x0038, 0x0010),  // Admission ID
        Tag(0x0038, 0x0011),  // Issuer of Admission ID
        Tag(0x0038, 0x0060),  // Service Episode ID
        Tag(0x0038, 0x0062),  // Service Episode Description
        Tag(0x0038, 0x0300),  // Current Patient Location
        Tag(0x0038, 0x0400),  // Patient's Institution Residence
        Tag(0x0038, 0x0500),  // Patient State
        Tag(0x0040, 0x0253),  // Performed Procedure Step ID
        Tag(0x0040, 0x0009),  // Scheduled Procedure Step ID
        Tag(0x0040, 0x1001),  // Requested Procedure ID
        Tag(0x0040, 0x1102),  // Person's Address
        Tag(0x0040, 0x1103),  // Person's Telephone Numbers
        Tag(0x0040, 0x1104),  // Person's Telecom Information
        Tag(0x0040, 0x2016),  // Placer Order Number / Imaging Service Request
        Tag(0x0040, 0x2017),  // Filler Order Number / Imaging Service Request
        Tag(0x0040, 0x4036),  // Human Performer's Organization
        Tag(0x0042, 0x0011),  // Encapsulated Document
        Tag(0x4008, 0x0040),  // Results ID
        Tag(0x4008, 0x0200),  // Interpretation ID
    ]
}
