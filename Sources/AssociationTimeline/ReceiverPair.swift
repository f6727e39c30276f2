/// Two receivers of one analysis.
public final class ReceiverPair: AssociationReceiver {
    private let first: any AssociationReceiver
    private let second: any AssociationReceiver

    public init(_ first: any AssociationReceiver, _ second: any AssociationReceiver) {
        self.first = first
        self.second = second
    }

    public func ended(_ association: Association) {
        first.ended(association)
        second.ended(association)
    }
}
