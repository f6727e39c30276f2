import Evidence

/// Something of each side of an association.
struct BySide<Value> {
    private var requestor: Value
    private var acceptor: Value

    init(_ value: Value) {
        requestor = value
        acceptor = value
    }

    subscript(side: AssociationSide) -> Value {
        get { side == .requestor ? requestor : acceptor }
        set { if side == .requestor { requestor = newValue } else { acceptor = newValue } }
    }
}
