import AssociationTimeline
import Troubleshooting
import Wording

extension Association.Outcome {
    var style: TextStyle {
        switch self {
        case .released: .good
        case .closed, .open: .doubtful
        case .rejected, .aborted, .refused, .unanswered, .reset: .bad
        }
    }
}

extension Association {
    /// That of its outcome where it tells how it went.
    var outcomeStyle: TextStyle { isSoundTLS ? .plain : outcome.style }
}

extension AssociationRow {
    var outcomeStyle: TextStyle { isSoundTLS ? .plain : outcome.style }
}

extension Relation {
    /// `9 released`, `2 TLS, not readable`
    var outcomeCounts: [(text: String, style: TextStyle)] {
        var counts = Association.Outcome.allCases.map { outcome in
            ((outcomes[outcome] ?? 0) - (soundTLS[outcome] ?? 0), outcome.rawValue, outcome.style)
        }
        counts.append((soundTLS.values.reduce(0, +), "TLS, not readable", .plain))
        return counts.filter { $0.0 > 0 }.map { count, name, style in ("\(grouped(count)) \(name)", style) }
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
