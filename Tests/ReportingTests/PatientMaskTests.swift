import DICOMDataSet
import DICOMDictionary
import Testing

@testable import Reporting
import Wording

@Suite struct PatientMaskTests {
    @Test func samePersonSameToken() {
        let mask = PatientMask(showsPatientData: false)
        #expect(mask.shown("DOE^JANE", of: .patientName) == "PATIENT-1")
        #expect(mask.shown("ROE^RICHARD", of: .patientName) == "PATIENT-2")
        #expect(mask.shown("DOE^JANE^^^ ", of: .patientName) == "PATIENT-1")
        #expect(mask.shown("4711", of: .patientID) == "ID-1")
        #expect(mask.shown("19700101", of: .patientBirthDate) == "BIRTH-1")
        #expect(mask.shown("A1", of: .accessionNumber) == "ACCESSION-1")
    }

    @Test func nothingAndEverythingStayWhatTheyAre() {
        let mask = PatientMask(showsPatientData: false)
        for text in ["", " ", "*", "**"] { #expect(mask.shown(text, of: .patientName) == text) }
        #expect(mask.shown("1.2.3", of: .studyInstanceUID) == "1.2.3")
        #expect(mask.shown("CT", of: .modality) == "CT")
    }

    @Test func shownOnRequest() {
        let mask = PatientMask(showsPatientData: true)
        #expect(mask.shown("DOE^JANE", of: .patientName) == "DOE^JANE")
    }

    @Test func commentsDoNotRepeatThePatient() {
        let request = Example.storeOf([(.patientName, "DOE^JANE"), (.patientID, "4711"), (Tag(0x0010, 0x0040), "F")])
        #expect(request.patientValues == ["DOE^JANE", "DOE", "JANE", "4711", "F"])
        #expect(
            PatientData.hide(request.patientValues, in: "4711 is not JANE DOE (DOE^JANE), F")
                == "[masked] is not [masked] [masked] ([masked]), F")
        #expect(PatientData.hide(request.patientValues, in: "disk full") == "disk full")
    }
}
