import DICOMDataSet
import DICOMDictionary
import Testing

@testable import RuleEngine

/// Matching as far as an observer can judge it (PS3.4 §C.2.2.2): in doubt for the archive.
struct QueryMatchingTests {
    private typealias Tag = DICOMDictionary.Tag

    private func contradicts(
        _ tag: Tag, _ key: String, _ value: String, in sequence: Tag? = nil, fuzzy: Bool = false
    ) -> Bool {
        func attributes(_ text: String) -> [DataSetSummary.Attribute] {
            let outer = sequence.map { [DataSetSummary.Attribute(tag: $0, text: "1")] } ?? []
            return outer + [DataSetSummary.Attribute(tag: tag, text: text, sequence: sequence)]
        }
        return !QueryMatching.compare(attributes(value), with: attributes(key), fuzzyNames: fuzzy)
            .contradictions.isEmpty
    }

    private static let studyDate = Tag(0x0008, 0x0020)
    private static let modalities = Tag(0x0008, 0x0061)

    @Test func identifiers() {
        #expect(contradicts(.patientID, "TEST-1", "TEST-2"))
        #expect(!contradicts(.patientID, "TEST-1", " test-1 "))
        #expect(!contradicts(.patientID, "TEST*", "TEST-2"))
        #expect(!contradicts(.patientID, "TEST-?", "TEST-2"))
        #expect(contradicts(.patientID, "TEST-?", "TEST-22"))
        #expect(!contradicts(.patientID, "", "TEST-2"))
        #expect(!contradicts(.patientID, "*", "TEST-2"))
        #expect(!contradicts(.patientID, "TEST-1", ""))
    }

    @Test func names() {
        #expect(!contradicts(.patientName, "DOE^JANE", "Doe^Jane^^Dr"))
        #expect(!contradicts(.patientName, "DOE", "DOE^JANE"))
        #expect(!contradicts(.patientName, "DO*^J*", "DOE^JANE"))
        #expect(!contradicts(.patientName, "JANE DOE", "DOE^JANE"))
        #expect(contradicts(.patientName, "ROE", "DOE^JANE"))
        #expect(!contradicts(.patientName, "ROE", "DOE^JANE", fuzzy: true))
        #expect(!contradicts(.patientName, "Müller", "Mueller^Anna"))
    }

    @Test func dates() {
        #expect(!contradicts(Self.studyDate, "20260101", "20260101"))
        #expect(contradicts(Self.studyDate, "20260101", "20260102"))
        #expect(!contradicts(Self.studyDate, "20260101-20260131", "20260131"))
        #expect(contradicts(Self.studyDate, "20260101-20260131", "20260201"))
        #expect(!contradicts(Self.studyDate, "-20260131", "20200101"))
        #expect(contradicts(Self.studyDate, "20260201-", "20260131"))
        #expect(!contradicts(Self.studyDate, "yesterday", "20260131"))
        #expect(!contradicts(Self.studyDate, "20260101", "2026.01.02"))
    }

    @Test func lists() {
        #expect(!contradicts(.studyInstanceUID, "1.2\\1.3", "1.3"))
        #expect(contradicts(.studyInstanceUID, "1.2\\1.3", "1.4"))
        #expect(!contradicts(Self.modalities, "CT", "SR\\CT"))
        #expect(contradicts(Self.modalities, "MR", "SR\\CT"))
    }

    @Test func sequences() {
        let steps = Tag(0x0040, 0x0100)
        #expect(contradicts(.modality, "CT", "MR", in: steps))
        #expect(!contradicts(.modality, "CT", "CT", in: steps))
    }

    @Test func keysThatAreNone() {
        #expect(!contradicts(.specificCharacterSet, "ISO_IR 100", "ISO_IR 192"))
        #expect(!contradicts(.queryRetrieveLevel, "STUDY", "SERIES"))
    }

    @Test func longValuesAreLeftAlone() {
        let stars = String(repeating: "*a", count: 5_000)
        #expect(!contradicts(.patientID, stars, String(repeating: "a", count: 60_000)))
    }
}
