import AssociationTimeline
import DICOMDictionary
import Wording

extension DIMSEOperation {
    /// Request and answer in one line.
    func liveParts(showsPatientData: Bool) -> [StyledText] {
        var parts = [StyledText(sopClass?.shortName ?? "no SOP class", .accent)]
        if let request {
            parts += MessageWording.particulars(of: request) + MessageWording.size(of: request)
        } else {
            parts.append(StyledText("request not captured", .doubtful))
        }
        if let response = responses.last {
            parts += MessageWording.status(of: response, in: self, showsPatientData: showsPatientData)
        } else {
            parts.append(StyledText("no response", .bad))
        }
        if pendingCount > 0 {
            parts.append(
                StyledText(kind == .cFindRQ ? counted(pendingCount, "match", "matches") : "\(pendingCount) pending"))
        }
        if outcome == .incomplete { parts.append(StyledText("incomplete", .bad)) }
        if let seconds = self.duration {
            var text = StyledText("after ")
            text.addWhole(Wording.duration(seconds))
            parts.append(text)
        }
        return parts
    }
}
