/// Why nothing can be captured. `description` is what was tried, why it failed, and what to do next.
public struct LiveCaptureError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
        case noSuchInterface(known: [String])
        case notPermitted(CapturePermission.Remedy)
        case isDown
        /// libpcap's own words.
        case filter(expression: String, why: String)
        case linkType(String)
        case system(String)
        case privileges(step: String, why: String)
        case noSuchUser
    }

    /// The interface concerned, or the user.
    public var name: String
    public var reason: Reason

    public init(_ name: String, _ reason: Reason) {
        self.name = name
        self.reason = reason
    }

    public var description: String {
        switch reason {
        case .noSuchInterface(let known):
            "\(name): no such interface; there \(known.count == 1 ? "is" : "are") "
                + (known.isEmpty ? "none" : known.joined(separator: ", "))
        case .notPermitted(let remedy): "\(name): this user may not capture here. \(remedy.description)"
        case .isDown: "\(name): the interface is down; bring it up first: ip link set dev \(name) up"
        case .filter(let expression, let why):
            "the filter '\(expression)' is not understood (\(why)); its language is that of tcpdump, such as "
                + "'tcp port 104 and host 192.0.2.10' (man pcap-filter)"
        case .linkType(let name):
            "\(self.name): its packets come as \(name), in which no TCP can be found; choose another interface"
        case .system(let why): "\(name): cannot be captured on (\(why))"
        case .privileges(let step, let why):
            "\(name): \(step) failed (\(why)); start as root or as an ordinary user, and check `--user`"
        case .noSuchUser: "\(name): no such user; name one with `--user`"
        }
    }
}
