import DICOMDictionary
import NetworkLayers
import Testing

@testable import ConformanceClaims

@Suite struct PatternTests {
    @Test(arguments: [
        ("OFFIS_DCMTK_*", "OFFIS_DCMTK_367", true), ("OFFIS_DCMTK_*", "OFFIS_DCMTK_", true),
        ("OFFIS_DCMTK_*", "PYNETDICOM_304", false), ("1.2.*.4", "1.2.3.4.4", true), ("1.2.*.4", "1.2.3.4.5", false),
        ("a?c", "abc", true), ("a?c", "ac", false), ("", "", true), ("*", "", true), ("", "a", false),
    ])
    func glob(_ pattern: String, _ text: String, _ matches: Bool) {
        #expect(GlobPattern(pattern).matches(text) == matches)
    }

    @Test func globOfManyStarsEnds() {
        let pattern = String(repeating: "a*", count: 200) + "b"
        #expect(!GlobPattern(pattern).matches(String(repeating: "a", count: 20_000)))
    }

    @Test(arguments: [
        ("A700", 0xA700, true), ("A7xx", 0xA7FF, true), ("A7xx", 0xA800, false), ("Cxxx", 0xC123, true),
        ("0xB000", 0xB000, true), ("0112H", 0x0112, true), ("0000", 0, true), ("a9XX", 0xA900, true),
    ])
    func status(_ pattern: String, _ code: Int, _ matches: Bool) throws {
        let pattern = try #require(StatusPattern(pattern))
        #expect(pattern.matches(Status(rawValue: UInt16(code))) == matches)
    }

    @Test(arguments: ["", "A7", "A7x0", "xxxx", "A7000", "G000", "A7 x"])
    func noStatus(_ text: String) { #expect(StatusPattern(text) == nil) }

    @Test func statusTellsItself() {
        #expect(StatusPattern("0xa7XX")?.description == "A7xx")
        #expect(StatusPattern("0112")?.description == "0112")
    }

    @Test func attributePaths() throws {
        #expect(AttributePath("PatientName")?.tags == [Tag(0x0010, 0x0010)])
        #expect(AttributePath("(0010,0010)")?.description == "PatientName")
        #expect(
            AttributePath("ScheduledProcedureStepSequence > Modality")?.description
                == "ScheduledProcedureStepSequence>Modality")
        #expect(AttributePath("0009,1001")?.description == "(0009,1001)")
        #expect(AttributePath("PatientsName") == nil)
        #expect(AttributePath("") == nil)
    }

    @Test func endpoints() throws {
        let endpoint = try #require(Endpoint("192.0.2.1:104"))
        #expect(EndpointPattern("192.0.2.1")?.matches(endpoint) == true)
        #expect(EndpointPattern("192.0.2.1:104")?.matches(endpoint) == true)
        #expect(EndpointPattern("192.0.2.1:105")?.matches(endpoint) == false)
        #expect(EndpointPattern("[2001:db8::1]:104")?.description == "[2001:db8::1]:104")
        #expect(EndpointPattern("pacs.example") == nil)
    }

    @Test func ranges() {
        let range = LimitRange(default: .of(16384), minimum: .of(4096), maximum: .of(131_072))
        #expect(range.admits(.of(16384)) && range.admits(.of(4096)))
        #expect(!range.admits(.of(4095)) && !range.admits(.unlimited))
        #expect(!LimitRange(default: .of(1)).admits(.of(2)))
    }
}
