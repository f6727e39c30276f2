import DICOMDataSet
import DICOMDictionary

extension DIMSEMessage {
    /// Patient data of its data set, as an error comment may repeat it: whole, and by name components.
    package var patientValues: [String] {
        var values: [String] = []
        for attribute in dataSet?.attributes ?? [] where PatientData.contains(attribute.tag, attribute.tag.dictionaryVR)
        {
            values.append(attribute.text)
            if attribute.tag.dictionaryVR == .personName {
                values += attribute.text.split { $0 == "^" || $0 == "=" || $0 == " " }.map(String.init)
            }
        }
        return values
    }
}
