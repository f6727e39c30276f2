import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange

/// Error comments are prose of the responder's: they may repeat whose data it would not take.
extension PatientMask {
    /// The text with each of these values in it replaced, the longest first.
    static func prose(_ text: String, without values: [String]) -> String {
        var text = text
        for value in values.sorted(by: { $0.utf8.count > $1.utf8.count }) where value.utf8.count >= leastLength {
            text = text.replacing(value, with: "[masked]")
        }
        return text
    }

    /// Shorter values stand in too many words that are no one's.
    private static let leastLength = 3
}

extension CommandElement {
    /// `text`; of an Error Comment (0000,0902) without the values to hide.
    func shownText(without hidden: [String]) -> String {
        tag == Tag(0x0000, 0x0902) ? PatientMask.prose(text, without: hidden) : text
    }
}

extension DIMSEMessage {
    /// Patient data of its data set, as an error comment may repeat it: whole, and by name components.
    var patientValues: [String] {
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
