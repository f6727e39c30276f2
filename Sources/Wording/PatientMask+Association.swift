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
        message.dataSet?.forEachText(of: Self.tags) { place, text in meet(text, as: Self.kinds[place]) }
    }

    private static let tags = DataSetSummary.keptTags.filter { PatientData.contains($0, $0.dictionaryVR) }
    private static let kinds = tags.map { PatientData.kind($0, $0.dictionaryVR) }
}
