import AssociationTimeline
import DICOMDictionary
import Wording

extension DIMSEOperation {
    /// Request and answer in one line.
    func liveText(showsPatientData: Bool) -> StyledText {
        var text = StyledText()
        text.beginParts()
        text.part(sopClass?.shortName ?? "no SOP class", .accent)
        if let request {
            MessageWording.particulars(of: request, into: &text)
            MessageWording.size(of: request, into: &text)
        } else {
            text.part("request not captured", .doubtful)
        }
        if let response = responses.last {
            MessageWording.answer(response, in: self, showsPatientData: showsPatientData, into: &text)
        } else {
            text.part("no response", .bad)
        }
        if pendingCount > 0 {
            text.part(kind == .cFindRQ ? counted(pendingCount, "match", "matches") : "\(pendingCount) pending")
        }
        if outcome == .incomplete { text.part("incomplete", .bad) }
        if let seconds = self.duration {
            text.part("after ")
            text.addWhole(Wording.duration(seconds))
        }
        text.endParts()
        return text
    }
}
