import Evidence

/// The ends of an association as a claims file names them.
enum StatedSide: String, Hashable, Sendable, CaseIterable {
    case requestor, acceptor

    var side: AssociationSide { self == .requestor ? .requestor : .acceptor }
}
