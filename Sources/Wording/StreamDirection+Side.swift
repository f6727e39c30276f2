import Evidence
import StreamReassembly

extension StreamDirection {
    /// Who opened the connection asked for the association.
    package var side: AssociationSide { self == .fromInitiator ? .requestor : .acceptor }
    package var sideName: String { side.name }
}
