/// The header field whose value contradicts the protocol or the header around it.
public struct HeaderFault: Hashable, Sendable {
    public enum Field: String, Hashable, Sendable {
        /// The layer around this one is too short for this one's header.
        case length
        case version, headerLength, totalLength, fragmentOffset, dataOffset, routing
    }

    public var layer: NetworkLayer
    public var field: Field
    /// Where the header begins, in the frame or in the datagram put together from fragments.
    public var offset: Int
}
