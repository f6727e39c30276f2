import NetworkLayers

/// One end of a connection: an address, with a port or with any.
public struct EndpointPattern: Hashable, Sendable, CustomStringConvertible {
    public var address: IPAddress
    /// `nil`: any.
    public var port: UInt16?

    /// `192.0.2.1`, `192.0.2.1:104`, `2001:db8::1`, `[2001:db8::1]:104`.
    public init?(_ text: String) {
        if let endpoint = Endpoint(text), endpoint.port != 0 {
            address = endpoint.address
            port = endpoint.port
        } else if let address = IPAddress(text) {
            self.address = address
            port = nil
        } else {
            return nil
        }
    }

    public func matches(_ endpoint: Endpoint) -> Bool {
        endpoint.address == address && (port == nil || endpoint.port == port)
    }

    public var description: String {
        guard let port else { return address.description }
        return Endpoint(address: address, port: port).description
    }
}
