/// Why an input cannot be read at all, or an output not be written. `description` is one line: what, where, what to do next.
public struct CaptureError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Reason: Hashable, Sendable {
        case missing
        case directory
        /// The system refused; in its own words.
        case unreadable(String)
        case tooManyOpenFiles
        case terminal
        /// What it is instead, where that could be told, and what makes a capture of it.
        case notACapture(instead: String, remedy: String)
        case unwritable(String)
        case exists
    }

    /// The input as the user named it.
    public var name: String
    public var reason: Reason

    public init(_ name: String, _ reason: Reason) {
        self.name = name
        self.reason = reason
    }

    public var description: String {
        switch reason {
        case .missing: "\(name): no such file; check the name and the directory"
        case .directory: "\(name): a directory; name the capture files in it, such as \(name)/*.pcapng"
        case .unreadable(let why): "\(name): cannot be read (\(why)); check its permissions and the disk it is on"
        case .tooManyOpenFiles:
            "\(name): too many open files; raise the limit with `ulimit -n 65536` or join files with mergecap first"
        case .terminal: "\(name): a terminal; pipe a capture into it, such as `tcpdump -U -w - | auscult timeline -`"
        case .notACapture(let instead, let remedy): "\(name): not a pcap or pcapng capture but \(instead); \(remedy)"
        case .exists: "\(name): is there already; choose another name, or replace it with --overwrite"
        case .unwritable(let why): "\(name): cannot be written (\(why)); check the permissions and the free space"
        }
    }
}
