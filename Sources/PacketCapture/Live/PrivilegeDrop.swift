import CPcap

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Gives up, once interfaces are open, all that this process may do beyond what any program may.
public enum PrivilegeDrop {
    /// Whom the process goes on as.
    public struct User: Hashable, Sendable {
        public var name: String
        public var userID: UInt32
        public var groupID: UInt32
    }

    /// The user to become: the one named; else, for root, who called `sudo`, else `nobody`. `nil` where the process is
    /// not root and no one is named.
    public static func user(named name: String?) throws(LiveCaptureError) -> User? {
        if let name { return try find(name) }
        guard geteuid() == 0 else { return nil }
        if let userID = environmentID("SUDO_UID"), let groupID = environmentID("SUDO_GID"), userID != 0 {
            return User(name: environment("SUDO_USER") ?? "\(userID)", userID: userID, groupID: groupID)
        }
        return try find("nobody")
    }

    /// Becomes the user, for good, and on Linux empties every capability set and forbids gaining any by executing
    /// another program. To be called before any other thread is started: Linux keeps capabilities for each thread.
    ///
    /// - Throws: `LiveCaptureError` where a step fails or a raw socket can still be made afterwards; the process must
    ///   not go on then.
    public static func perform(user: User?) throws(LiveCaptureError) {
        #if os(Linux)
            try check(linux_set_no_new_privileges(), "forbidding new privileges")
            // Only those who hold CAP_SETPCAP may shrink the bounding set; for others no-new-privileges does as much.
            var capability: UInt = 0
            while capability < 64, linux_drop_bounding_capability(capability) == 0 { capability += 1 }
            _ = linux_clear_ambient_capabilities()
        #endif
        if let user { try become(user) }
        #if os(Linux)
            try check(linux_set_capabilities(0, 0, 0), "giving up capabilities")
            let socket = linux_open_packet_socket()
            guard socket < 0 else {
                close(socket)
                throw LiveCaptureError("privileges", .privileges(step: "giving up raw sockets", why: "one was made"))
            }
        #endif
    }

    private static func become(_ user: User) throws(LiveCaptureError) {
        if geteuid() == 0 {
            var group = gid_t(user.groupID)
            // Unsafe: one group is read where one is counted.
            try check(unsafe setgroups(1, &group), "leaving root's groups")
        } else if user.userID == geteuid() {
            return
        }
        // With root's privilege these change the real and the saved ids too.
        try check(setgid(user.groupID), "becoming \(user.name)'s group")
        try check(setuid(user.userID), "becoming \(user.name)")
        guard geteuid() == user.userID, user.userID == 0 || setuid(0) != 0 else {
            throw LiveCaptureError(
                "privileges", .privileges(step: "becoming \(user.name)", why: "root can be had back"))
        }
    }

    private static func find(_ name: String) throws(LiveCaptureError) -> User {
        // Unsafe: what the C library lends is copied at once, before anything else asks it.
        if let entry = unsafe getpwnam(name) {
            return User(name: name, userID: unsafe entry.pointee.pw_uid, groupID: unsafe entry.pointee.pw_gid)
        }
        throw LiveCaptureError(name, .noSuchUser)
    }

    private static func environment(_ name: String) -> String? {
        unsafe getenv(name).map { unsafe String(cString: $0) }
    }

    private static func environmentID(_ name: String) -> UInt32? { environment(name).flatMap { UInt32($0) } }

    private static func check(_ result: Int32, _ step: String) throws(LiveCaptureError) {
        guard result == 0 else {
            throw LiveCaptureError("privileges", .privileges(step: step, why: systemMessage(errno)))
        }
    }
}
