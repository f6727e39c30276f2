/// Which side of an association a product is (PS3.8 §3.5).
public enum AssociationSide: String, Hashable, Sendable, CaseIterable {
    case requestor, acceptor
}
