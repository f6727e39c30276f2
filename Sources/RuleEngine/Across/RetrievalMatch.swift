/// What was seen of a C-MOVE's sub-operations in other associations.
package struct RetrievalMatch: Hashable, Sendable {
    /// The C-MOVE's association, by serial, and operation.
    package var association: Int
    package var operation: Int
    package var stores: Int
    /// Answered with success or a warning.
    package var succeeded: Int
}
