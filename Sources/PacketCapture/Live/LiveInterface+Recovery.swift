import CPcap

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension LiveInterface {
    /// What the system says of a device by its name.
    enum Presence: Equatable {
        case up, noCarrier, down, missing
    }

    var presence: Presence {
        guard name != "any" else { return .up }
        // Unsafe, as all in this file: the system's list is good until it is freed, and read before.
        guard unsafe if_nametoindex(name) != 0 else { return .missing }
        var first: UnsafeMutablePointer<ifaddrs>?
        guard unsafe getifaddrs(&first) == 0 else { return .up }
        defer { unsafe freeifaddrs(first) }
        var next = unsafe first
        while let entry = unsafe next {
            if let given = unsafe entry.pointee.ifa_name, unsafe String(cString: given) == name {
                let flags = unsafe Int(entry.pointee.ifa_flags)
                if flags & Int(IFF_UP) == 0 { return .down }
                return flags & Int(IFF_RUNNING) == 0 ? .noCarrier : .up
            }
            unsafe next = entry.pointee.ifa_next
        }
        return .missing
    }

    /// Whether the socket is still bound to a device.
    var isBound: Bool {
        #if os(Linux)
            name == "any" || linux_packet_hardware_type(descriptor) >= 0
        #else
            true
        #endif
    }

    /// Binds the socket of a device that had vanished to the one that has its name now. The kernel asks for a privilege
    /// only when such a socket is made, so this works after all were given up.
    ///
    /// - Returns: `nil` when packets come again, otherwise why not.
    func rebind(hardwareType: Int32) -> String? {
        #if os(Linux)
            let index = unsafe if_nametoindex(name)
            guard index != 0 else { return "no such device" }
            let code = linux_rebind_packet_socket(descriptor, Int32(clamping: index), isPromiscuous ? 1 : 0)
            guard code == 0 else { return systemMessage(code) }
            let now = linux_packet_hardware_type(descriptor)
            return now == hardwareType ? nil : "its packets are of another kind than before"
        #else
            return "its device has changed; start again"
        #endif
    }

    var hardwareType: Int32 {
        #if os(Linux)
            linux_packet_hardware_type(descriptor)
        #else
            0
        #endif
    }
}
