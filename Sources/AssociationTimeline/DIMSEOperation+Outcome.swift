import DICOMDictionary
import DICOMMessageExchange

extension DIMSEOperation {
    /// No final response yet.
    var isOpen: Bool { !isConcluded }

    mutating func add(_ response: DIMSEMessage, keeps: Bool, limit: Int) {
        responseCount += 1
        let category = response.command.status.map { Status($0).category }
        if category == .pending { pendingCount += 1 }
        // Responses to be dropped give way at the end, so that the first ones and the last are kept.
        if responses.count < limit, keeps || responses.isEmpty {
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
    }

    mutating func conclude(canTell: Bool) {
        isConcluded = true
        if outcome == .unanswered, !canTell { outcome = .incomplete }
    }
}
