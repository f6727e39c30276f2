import AssociationTimeline
import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange

extension PatientMask {
    /// Gives everybody in an association the tokens a timeline of the same capture gives them.
    public func meet(_ association: Association) {
        guard !showsPatientData else { return }
        for operation in association.operations {
            if let request = operation.request { meet(request) }
            for response in operation.responses { meet(response) }
        }
    }

    package func meet(_ message: DIMSEMessage) {
        for attribute in message.dataSet?.attributes ?? [] {
            if let kind = Self.kinds[attribute.tag] { _ = masked(attribute.text, as: kind) }
        }
    }

    private static let kinds: [Tag: String] = Dictionary(
        uniqueKeysWithValues: DataSetSummary.keptTags.filter { PatientData.contains($0, $0.dictionaryVR) }.map {
            ($0, PatientData.kind($0, $0.dictionaryVR))
        })
}
