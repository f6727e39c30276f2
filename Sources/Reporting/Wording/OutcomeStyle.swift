import AssociationTimeline

extension Association.Outcome {
    var style: TextStyle {
        switch self {
        case .released: .good
        case .closed, .open: .doubtful
        case .rejected, .aborted, .refused, .unanswered, .reset: .bad
        }
    }
}

extension DIMSEOperation.Outcome {
    var style: TextStyle {
        switch self {
        case .success: .good
        case .warning, .cancel: .doubtful
        case .failure, .unanswered, .incomplete: .bad
        }
    }
}
