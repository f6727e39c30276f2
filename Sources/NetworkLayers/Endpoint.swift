/// One end of a TCP connection.
public struct Endpoint: Hashable, Sendable {
    public var address: IPAddress
    public var port: UInt16

    @inlinable
    public init(address: IPAddress, port: UInt16) {
        self.address = address
        self.port = port
    }
}

extension Endpoint: Comparable {
    public static func < (left: Endpoint, right: Endpoint) -> Bool {
        (left.address, left.port) < (right.address, right.port)
    }
}

/// `192.0.2.1:104`, `[2001:db8::1]:104`.
extension Endpoint: LosslessStringConvertible {
    public var description: String {
        switch address {
        case .v4: "\(address):\(port)"
        case .v6: "[\(address)]:\(port)"
        }
    }

    public init?(_ description: String) {
        guard let colon = description.lastIndex(of: ":") else { return nil }
        let digits = description[description.index(after: colon)...]
        var host = description[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = host.dropFirst().dropLast() }
        guard digits.allSatisfy(\.isNumber), let port = UInt16(digits), let address = IPAddress(String(host)) else {
            return nil
        }
        if case .v6 = address, !isBracketed { return nil }
        if case .v4 = address, isBracketed { return nil }
        self.init(address: address, port: port)
    }
}
