import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange

extension CommandElement {
    /// `text`; of an Error Comment (0000,0902) without the values to hide.
    package func shownText(without hidden: [String]) -> String {
        tag == Tag(0x0000, 0x0902) ? PatientData.hide(hidden, in: text) : text
    }
}
