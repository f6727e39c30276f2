import CPcap
import Evidence

/// One interface opened through libpcap; on Linux a packet socket with a ring of TPACKET_V3 blocks shared with the kernel.
///
/// Used by one thread at a time. Safe, for what libpcap hands out is used before the next call to it.
@safe final class LiveInterface {
    let name: String
    /// A LINKTYPE_ value.
    let linkType: UInt32
    let linkTypeName: String
    let isPromiscuous: Bool
    /// Readable when packets wait.
    let descriptor: Int32
    /// Not used again once this object is gone.
    private let handle: OpaquePointer
    private let isNanoseconds: Bool
    private var header: UnsafeMutablePointer<pcap_pkthdr>?
    private var data: UnsafePointer<UInt8>?
    private var counted = pcap_stat()

    /// The packet that was fetched and not yet consumed.
    private(set) var head: Head?
    var statistics: InterfaceStatistics

    struct Head {
        var time: Timestamp
        var capturedLength: Int
        var originalLength: Int
    }

    enum Fetch {
        case packet, nothing
        /// libpcap's words.
        case failed(String)
    }

    init(name: String, options: LiveCaptureOptions) throws(LiveCaptureError) {
        var why = PcapMessage()
        // Unsafe, as all in this file: libpcap's handle is this object's own until `deinit` closes it, and the texts it lends are
        // copied at once.
        guard let handle = unsafe pcap_create(name, &why.buffer) else {
            throw LiveCaptureError(name, .system(why.text))
        }
        do throws(LiveCaptureError) {
            isNanoseconds = unsafe Self.configure(handle, options)
            try unsafe Self.activate(handle, name: name)
            if name == "any" { unsafe pcap_set_datalink(handle, Self.linuxCooked2) }
            let dataLink = unsafe pcap_datalink(handle)
            linkType = Self.linkType(dataLink: dataLink)
            linkTypeName =
                unsafe pcap_datalink_val_to_name(dataLink).map { unsafe String(cString: $0) } ?? "\(dataLink)"
            if let filter = options.filter { try unsafe Self.apply(filter, to: handle, name: name) }
            guard unsafe pcap_setnonblock(handle, 1, &why.buffer) == 0 else {
                throw LiveCaptureError(name, .system(why.text))
            }
            descriptor = unsafe pcap_get_selectable_fd(handle)
            guard descriptor >= 0 else { throw LiveCaptureError(name, .system("it cannot be waited for")) }
        } catch {
            unsafe pcap_close(handle)
            throw error
        }
        unsafe self.handle = handle
        self.name = name
        isPromiscuous = options.isPromiscuous && name != "any"
        statistics = InterfaceStatistics(name: name)
    }

    deinit { unsafe pcap_close(handle) }

    /// Makes the next packet the head, if one is there.
    func fetch() -> Fetch {
        switch unsafe pcap_next_ex(handle, &header, &data) {
        case 1:
            guard let header = unsafe header else { return .nothing }
            let time = unsafe header.pointee.ts
            let fraction = Int64(time.tv_usec) &* (isNanoseconds ? 1 : 1000)
            head = unsafe Head(
                time: Timestamp(nanoseconds: Int64(time.tv_sec) &* 1_000_000_000 &+ fraction),
                capturedLength: Int(header.pointee.caplen), originalLength: Int(header.pointee.len))
            return .packet
        case 0: return .nothing
        default: return .failed(unsafe String(cString: pcap_geterr(handle)))
        }
    }

    /// Copies the head into the block, which must have room for it, and forgets it.
    func moveHead(to block: PacketBlock, interface: Int) {
        guard let head else { return }
        // libpcap lends the bytes until the next fetch on this handle.
        let bytes = unsafe UnsafeBufferPointer(start: data, count: data == nil ? 0 : head.capturedLength)
        unsafe block.append(bytes, time: head.time, originalLength: head.originalLength, interface: interface)
        statistics.taken &+= 1
        self.head = nil
    }

    func dropHead() { head = nil }

    /// Asks the kernel for its counters, which wrap at 32 bits. Answers how many packets it has dropped since last time.
    func count() -> UInt64 {
        var now = pcap_stat()
        guard unsafe pcap_stats(handle, &now) == 0 else { return 0 }
        let dropped = UInt64(now.ps_drop &- counted.ps_drop)
        statistics.received &+= UInt64(now.ps_recv &- counted.ps_recv)
        statistics.droppedByKernel &+= dropped
        statistics.droppedByInterface &+= UInt64(now.ps_ifdrop &- counted.ps_ifdrop)
        counted = now
        return dropped
    }

    private static let linuxCooked2: Int32 = 276

    /// DLT_ values are LINKTYPE_ values but for a few that differ between systems: raw IP is 12 or 14 there.
    private static func linkType(dataLink: Int32) -> UInt32 {
        dataLink == 12 || dataLink == 14 ? 101 : UInt32(truncatingIfNeeded: dataLink)
    }

    /// Whether times come in nanoseconds.
    private static func configure(_ handle: OpaquePointer, _ options: LiveCaptureOptions) -> Bool {
        unsafe pcap_set_snaplen(handle, Int32(clamping: options.snapLength))
        unsafe pcap_set_promisc(handle, options.isPromiscuous ? 1 : 0)
        unsafe pcap_set_timeout(handle, Int32(clamping: options.blockTimeout))
        unsafe pcap_set_buffer_size(handle, Int32(clamping: options.kernelBufferBytes))
        return unsafe pcap_set_tstamp_precision(handle, PCAP_TSTAMP_PRECISION_NANO) == 0
    }

    private static func activate(_ handle: OpaquePointer, name: String) throws(LiveCaptureError) {
        let result = unsafe pcap_activate(handle)
        guard result < 0 else { return }
        switch result {
        case PCAP_ERROR_NO_SUCH_DEVICE: throw LiveCaptureError(name, .noSuchInterface(known: Self.names()))
        case PCAP_ERROR_PERM_DENIED, PCAP_ERROR_PROMISC_PERM_DENIED:
            throw LiveCaptureError(name, .notPermitted(.current(interface: name)))
        case PCAP_ERROR_IFACE_NOT_UP: throw LiveCaptureError(name, .isDown)
        default:
            let said = unsafe String(cString: pcap_geterr(handle))
            let general = unsafe String(cString: pcap_statustostr(result))
            throw LiveCaptureError(name, .system(said.isEmpty ? general : said))
        }
    }

    private static func apply(
        _ filter: String, to handle: OpaquePointer, name: String
    ) throws(LiveCaptureError) {
        var program = unsafe bpf_program()
        let unknownMask: UInt32 = 0xFFFF_FFFF
        guard unsafe pcap_compile(handle, &program, filter, 1, unknownMask) == 0 else {
            let why = unsafe String(cString: pcap_geterr(handle))
            throw LiveCaptureError(name, .filter(expression: filter, why: why))
        }
        defer { unsafe pcap_freecode(&program) }
        guard unsafe pcap_setfilter(handle, &program) == 0 else {
            throw LiveCaptureError(name, .system(unsafe String(cString: pcap_geterr(handle))))
        }
    }

    private static func names() -> [String] {
        ((try? CaptureInterface.all()) ?? []).map(\.name)
    }
}
