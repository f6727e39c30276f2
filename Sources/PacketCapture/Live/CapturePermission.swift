#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whether this process may capture on an interface.
public enum CapturePermission: Hashable, Sendable {
    case granted
    case refused(Remedy)
    /// It could not be tried; the system's words.
    case unknown(String)

    /// The commands that would let this user capture, any one of which is enough.
    public struct Remedy: Hashable, Sendable, CustomStringConvertible {
        /// For this program's file, whoever runs it.
        public var file: [String]
        /// For a group's members only.
        public var group: [String]
        /// For this once.
        public var once: String

        public var description: String {
            #if os(Linux)
                """
                One of these lets it:
                  for everyone who runs this file:  \(file.joined(separator: " && "))
                  for the members of a group only:  \(group.joined(separator: " && "))
                  this time:                        \(once)
                """
            #else
                """
                One of these lets it:
                  \(group.joined(separator: " && "))
                  \(once)
                """
            #endif
        }

        static func current(interface: String) -> Remedy {
            let path = executablePath
            #if os(Linux)
                let user = userName
                let capability = "sudo setcap cap_net_raw+ep \(quoted(path))"
                return Remedy(
                    file: [capability],
                    group: [
                        "sudo groupadd -f capture", "sudo chgrp capture \(quoted(path))",
                        "sudo chmod 750 \(quoted(path))", capability, "sudo usermod -aG capture \(quoted(user))",
                    ],
                    once: "sudo \(quoted(path)) capture --interface \(quoted(interface))")
            #else
                return Remedy(
                    file: [], group: ["sudo chgrp staff /dev/bpf*", "sudo chmod g+rw /dev/bpf*"],
                    once: "sudo \(quoted(path)) capture --interface \(quoted(interface))")
            #endif
        }
    }

    /// This program's file with all links followed, as `setcap` needs it.
    static var executablePath: String {
        #if os(Linux)
            let given = "/proc/self/exe"
        #else
            let given = CommandLine.arguments.first ?? "auscult"
        #endif
        // Unsafe: the C library's text is ours until it is freed, and copied before.
        guard let resolved = unsafe realpath(given, nil) else { return CommandLine.arguments.first ?? "auscult" }
        defer { unsafe free(resolved) }
        return unsafe String(cString: resolved)
    }

    private static var userName: String {
        // Unsafe: what the C library lends is copied at once.
        guard let entry = unsafe getpwuid(getuid()), let name = unsafe entry.pointee.pw_name else {
            return "\(getuid())"
        }
        return unsafe String(cString: name)
    }

    /// As a shell reads it back.
    static func quoted(_ word: String) -> String {
        let plain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "/._-+:@%".utf8.contains(byte)
            }
        }
        if plain, !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
