import CPcap

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension CaptureInterface {
    /// All network interfaces of this machine (of this network namespace) and `any`, each tried.
    ///
    /// - Throws: `LiveCaptureError` where the system does not tell.
    public static func all() throws(LiveCaptureError) -> [CaptureInterface] {
        var first: UnsafeMutablePointer<pcap_if_t>?
        var why = PcapMessage()
        // Unsafe, as all in this file: libpcap's list is good until it is freed, and copied before.
        guard unsafe pcap_findalldevs(&first, &why.buffer) == 0 else {
            throw LiveCaptureError("interfaces", .system(why.text))
        }
        defer { unsafe pcap_freealldevs(first) }
        var all: [CaptureInterface] = []
        var next = unsafe first
        while let device = unsafe next {
            if let interface = unsafe CaptureInterface(device.pointee) { all.append(interface) }
            unsafe next = device.pointee.next
        }
        return all
    }

    /// `nil` for what libpcap lists beside network interfaces: USB buses, Bluetooth, netfilter queues.
    private init?(_ device: pcap_if_t) {
        guard let given = unsafe device.name else { return nil }
        let name = unsafe String(cString: given)
        guard unsafe name == "any" || if_nametoindex(name) != 0 else { return nil }
        let flags = unsafe device.flags
        let state: State =
            if name == "any" {
                .up
            } else if flags & UInt32(PCAP_IF_UP) == 0 {
                .down
            } else if flags & UInt32(PCAP_IF_CONNECTION_STATUS) == UInt32(PCAP_IF_CONNECTION_STATUS_DISCONNECTED) {
                .noCarrier
            } else {
                .up
            }
        self.init(
            name: name, detail: unsafe device.description.map { unsafe String(cString: $0) },
            addresses: unsafe Self.addresses(device.addresses), linkType: nil, linkTypeName: nil, state: state,
            isLoopback: flags & UInt32(PCAP_IF_LOOPBACK) != 0, permission: .granted)
        tryOpening()
    }

    private mutating func tryOpening() {
        var options = LiveCaptureOptions(interfaces: [name])
        options.kernelBufferBytes = 1 << 16
        options.isPromiscuous = false
        options.snapLength = 256
        do {
            let opened = try LiveInterface(name: name, options: options)
            linkType = opened.linkType
            linkTypeName = opened.linkTypeName
        } catch {
            switch error.reason {
            case .notPermitted(let remedy): permission = .refused(remedy)
            // The socket was made, which is what needs the permission.
            case .isDown: permission = .granted
            case .system(let why): permission = .unknown(why)
            default: permission = .unknown(error.description)
            }
        }
    }

    private static func addresses(_ first: UnsafeMutablePointer<pcap_addr_t>?) -> [String] {
        var all: [String] = []
        var next = unsafe first
        while let address = unsafe next {
            if let socketAddress = unsafe address.pointee.addr, let text = unsafe text(of: socketAddress) {
                all.append(text)
            }
            unsafe next = address.pointee.next
        }
        return all
    }

    private static func text(of address: UnsafeMutablePointer<sockaddr>) -> String? {
        let family = unsafe Int32(address.pointee.sa_family)
        let length: Int
        switch family {
        case AF_INET: length = MemoryLayout<sockaddr_in>.size
        case AF_INET6: length = MemoryLayout<sockaddr_in6>.size
        default: return nil
        }
        var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let result = unsafe getnameinfo(
            address, socklen_t(length), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST)
        guard result == 0 else { return nil }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
