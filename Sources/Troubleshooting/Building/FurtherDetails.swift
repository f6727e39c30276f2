/// Takes associations in full that a report does not keep itself, as they end.
public protocol FurtherDetails: AnyObject {
    /// - Parameter detail: without its number; its findings are codes (`AssociationList.codes`), not yet serials.
    /// - Returns: whether there was room for it.
    func add(_ detail: AssociationDetail) -> Bool
}
