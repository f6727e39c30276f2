import DICOMDictionary

extension DataSetSummary {
    /// The elements whose values a summary keeps, at the top level and in the first item of those that are sequences: what
    /// identifies the patient, the study and the instance, what the pixels are like, what a query asks for and answers,
    /// how procedure steps and
    /// storage commitments stand, and what is printed.
    public static let keptTags: [Tag] = [
        Tag(0x0002, 0x0010),  // Transfer Syntax UID
        Tag(0x0008, 0x0005),  // Specific Character Set
        Tag(0x0008, 0x0008),  // Image Type
        Tag(0x0008, 0x0016),  // SOP Class UID
        Tag(0x0008, 0x0018),  // SOP Instance UID
        Tag(0x0008, 0x0020),  // Study Date
        Tag(0x0008, 0x0021),  // Series Date
        Tag(0x0008, 0x0030),  // Study Time
        Tag(0x0008, 0x0031),  // Series Time
        Tag(0x0008, 0x0050),  // Accession Number
        Tag(0x0008, 0x0052),  // Query/Retrieve Level
        Tag(0x0008, 0x0054),  // Retrieve AE Title
        Tag(0x0008, 0x0056),  // Instance Availability
        Tag(0x0008, 0x0058),  // Failed SOP Instance UID List
        Tag(0x0008, 0x0060),  // Modality
        Tag(0x0008, 0x0061),  // Modalities in Study
        Tag(0x0008, 0x0070),  // Manufacturer
        Tag(0x0008, 0x0090),  // Referring Physician's Name
        Tag(0x0008, 0x0201),  // Timezone Offset From UTC
        Tag(0x0008, 0x1010),  // Station Name
        Tag(0x0008, 0x1030),  // Study Description
        Tag(0x0008, 0x1032),  // Procedure Code Sequence
        Tag(0x0008, 0x103E),  // Series Description
        Tag(0x0008, 0x1090),  // Manufacturer's Model Name
        Tag(0x0008, 0x1110),  // Referenced Study Sequence
        Tag(0x0008, 0x1111),  // Referenced Performed Procedure Step Sequence
        Tag(0x0008, 0x1115),  // Referenced Series Sequence
        Tag(0x0008, 0x1120),  // Referenced Patient Sequence
        Tag(0x0008, 0x1150),  // Referenced SOP Class UID
        Tag(0x0008, 0x1155),  // Referenced SOP Instance UID
        Tag(0x0008, 0x1195),  // Transaction UID
        Tag(0x0008, 0x1197),  // Failure Reason
        Tag(0x0008, 0x1198),  // Failed SOP Sequence
        Tag(0x0008, 0x1199),  // Referenced SOP Sequence
        Tag(0x0010, 0x0010),  // Patient's Name
        Tag(0x0010, 0x0020),  // Patient ID
        Tag(0x0010, 0x0030),  // Patient's Birth Date
        Tag(0x0010, 0x0040),  // Patient's Sex
        Tag(0x0012, 0x0062),  // Patient Identity Removed
        Tag(0x0018, 0x1020),  // Software Versions
        Tag(0x0018, 0x1030),  // Protocol Name
        Tag(0x0020, 0x000D),  // Study Instance UID
        Tag(0x0020, 0x000E),  // Series Instance UID
        Tag(0x0020, 0x0010),  // Study ID
        Tag(0x0020, 0x0011),  // Series Number
        Tag(0x0020, 0x0013),  // Instance Number
        Tag(0x0020, 0x0052),  // Frame of Reference UID
        Tag(0x0020, 0x0060),  // Laterality
        Tag(0x0020, 0x1206),  // Number of Study Related Series
        Tag(0x0020, 0x1208),  // Number of Study Related Instances
        Tag(0x0020, 0x1209),  // Number of Series Related Instances
        Tag(0x0028, 0x0002),  // Samples per Pixel
        Tag(0x0028, 0x0004),  // Photometric Interpretation
        Tag(0x0028, 0x0006),  // Planar Configuration
        Tag(0x0028, 0x0008),  // Number of Frames
        Tag(0x0028, 0x0010),  // Rows
        Tag(0x0028, 0x0011),  // Columns
        Tag(0x0028, 0x0100),  // Bits Allocated
        Tag(0x0028, 0x0101),  // Bits Stored
        Tag(0x0028, 0x0102),  // High Bit
        Tag(0x0028, 0x0103),  // Pixel Representation
        Tag(0x0028, 0x2110),  // Lossy Image Compression
        Tag(0x0028, 0x2112),  // Lossy Image Compression Ratio
        Tag(0x0028, 0x2114),  // Lossy Image Compression Method
        Tag(0x0032, 0x1060),  // Requested Procedure Description
        Tag(0x0040, 0x0001),  // Scheduled Station AE Title
        Tag(0x0040, 0x0002),  // Scheduled Procedure Step Start Date
        Tag(0x0040, 0x0003),  // Scheduled Procedure Step Start Time
        Tag(0x0040, 0x0007),  // Scheduled Procedure Step Description
        Tag(0x0040, 0x0008),  // Scheduled Protocol Code Sequence
        Tag(0x0040, 0x0009),  // Scheduled Procedure Step ID
        Tag(0x0040, 0x0020),  // Scheduled Procedure Step Status
        Tag(0x0040, 0x0100),  // Scheduled Procedure Step Sequence
        Tag(0x0040, 0x0241),  // Performed Station AE Title
        Tag(0x0040, 0x0242),  // Performed Station Name
        Tag(0x0040, 0x0243),  // Performed Location
        Tag(0x0040, 0x0244),  // Performed Procedure Step Start Date
        Tag(0x0040, 0x0245),  // Performed Procedure Step Start Time
        Tag(0x0040, 0x0250),  // Performed Procedure Step End Date
        Tag(0x0040, 0x0251),  // Performed Procedure Step End Time
        Tag(0x0040, 0x0252),  // Performed Procedure Step Status
        Tag(0x0040, 0x0253),  // Performed Procedure Step ID
        Tag(0x0040, 0x0254),  // Performed Procedure Step Description
        Tag(0x0040, 0x0255),  // Performed Procedure Type Description
        Tag(0x0040, 0x0260),  // Performed Protocol Code Sequence
        Tag(0x0040, 0x0270),  // Scheduled Step Attributes Sequence
        Tag(0x0040, 0x0281),  // Performed Procedure Step Discontinuation Reason Code Sequence
        Tag(0x0040, 0x0340),  // Performed Series Sequence
        Tag(0x0040, 0x1001),  // Requested Procedure ID
        Tag(0x0074, 0x1000),  // Procedure Step State
        Tag(0x0088, 0x0130),  // Storage Media File-set ID
        Tag(0x0088, 0x0140),  // Storage Media File-set UID
        Tag(0x2000, 0x0010),  // Number of Copies
        Tag(0x2000, 0x0500),  // Referenced Film Box Sequence
        Tag(0x2010, 0x0010),  // Image Display Format
        Tag(0x2010, 0x0500),  // Referenced Film Session Sequence
        Tag(0x2010, 0x0510),  // Referenced Image Box Sequence
        Tag(0x2020, 0x0010),  // Image Box Position
        Tag(0x2020, 0x0110),  // Basic Grayscale Image Sequence
        Tag(0x2020, 0x0111),  // Basic Color Image Sequence
        Tag(0x2110, 0x0010),  // Printer Status
        Tag(0x2110, 0x0020),  // Printer Status Info
    ]

    static func keeps(_ tag: Tag) -> Bool {
        var low = 0
        var high = keptTags.count
        while low < high {
            let middle = (low + high) / 2
            if keptTags[middle] < tag { low = middle + 1 } else { high = middle }
        }
        return low < keptTags.count && keptTags[low] == tag
    }
}
