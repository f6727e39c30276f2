import DICOMDictionary
import Testing

@testable import Reporting

@Suite struct PatientMaskTests {
    @Test func samePersonSameToken() {
        var mask = PatientMask(showsPatientData: false)
        #expect(mask.shown("DOE^JANE", of: .patientName) == "PATIENT-1")
        #expect(mask.shown("ROE^RICHARD", of: .patientName) == "PATIENT-2")
        #expect(mask.shown("DOE^JANE^^^ ", of: .patientName) == "PATIENT-1")
        #expect(mask.shown("4711", of: .patientID) == "ID-1")
        #expect(mask.shown("19700101", of: .patientBirthDate) == "BIRTH-1")
        #expect(mask.shown("A1", of: .accessionNumber) == "ACCESSION-1")
    }

    @Test func nothingAndEverythingStayWhatTheyAre() {
        var mask = PatientMask(showsPatientData: false)
        for text in ["", " ", "*", "**"] { #expect(mask.shown(text, of: .patientName) == text) }
        #expect(mask.shown("1.2.3", of: .studyInstanceUID) == "1.2.3")
        #expect(mask.shown("CT", of: .modality) == "CT")
    }

    @Test func shownOnRequest() {
        var mask = PatientMask(showsPatientData: true)
        #expect(mask.shown("DOE^JANE", of: .patientName) == "DOE^JANE")
    }
}
