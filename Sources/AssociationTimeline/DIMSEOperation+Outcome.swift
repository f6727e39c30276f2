import DICOMDictionary
import DICOMMessageExchange

extension DIMSEOperation {
    /// No final response yet.
    var isOpen: Bool { !isConcluded }

    /// Returns whether it is kept beside those before.
    mutating func add(_ response: DIMSEMessage, keeps: Bool, limit: Int) -> Bool {
        responseCount += 1
        let category = response.command.status.map { Status($0).category }
        if category == .pending { pendingCount += 1 }
        // Responses to be dropped give way at the end, so that the first ones and the last are kept.
        let isAdded = responses.isEmpty || keeps && responses.count < limit
        if isAdded {
            responses.append(response)
        } else {
            responses[responses.count - 1] = response
        }
        switch category {
        case .pending: outcome = .incomplete
        case .success: outcome = .success
        case .warning: outcome = .warning
        case .cancel: outcome = .cancel
        case .failure, .unknown: outcome = .failure
        case nil: outcome = .incomplete
        }
        isConcluded = category != .pending
        return isAdded
    }

    mutating func conclude(canTell: Bool) {
        isConcluded = true
        if outcome == .unanswered, !canTell { outcome = .incomplete }
    }
}
