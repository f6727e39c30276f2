import Evidence

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Saves packets in pcapng files, one after another: a new one by size, by time or when told, the oldest removed.
///
/// Without rotation the file has the name given. With it, `mirror.pcapng` becomes `mirror-00001-20260131T235959Z.pcapng`
/// and so on; while one is being written its name ends in `.part`, so that whatever has the final name is whole. No
/// packet is lost or written twice when the file changes.
///
/// Nothing is overwritten or removed unless `Options.overwrites` says so, but for the files this ring has made itself.
/// Where the disk has less free space than `Options.freeBytes`, the ring's oldest files go; when there are none, packets
/// are not written and counted until there is room again.
public final class CaptureFileRing {
    public struct Options: Sendable {
        public var path: String
        /// In bytes; a file is at most a packet longer.
        public var fileBytes: UInt64?
        /// In seconds of the packets' clock.
        public var fileSeconds: Int?
        /// How many files there are at most, the one being written among them.
        public var files: Int?
        /// Free space that is left on the disk.
        public var freeBytes: UInt64 = 1 << 30
        /// A file of the name given is replaced; files of earlier runs count as the ring's.
        public var overwrites = false

        public init(path: String) { self.path = path }

        var rotates: Bool { fileBytes != nil || fileSeconds != nil || files != nil }
    }

    public struct Statistics: Hashable, Sendable {
        public internal(set) var packets: UInt64 = 0
        /// Packets not written because the disk was full or failed.
        public internal(set) var packetsNotWritten: UInt64 = 0
        public internal(set) var filesBegun = 0
        public internal(set) var filesRemoved = 0
    }

    public private(set) var statistics = Statistics()
    /// Why nothing is written at the moment; `nil` while all is well.
    public var trouble: String? { spaceTrouble ?? fileTrouble }
    /// What capturing on each interface has come to, in their order. Each file says at its end what of it came meanwhile.
    public var interfaceStatistics: [InterfaceStatistics]

    private let options: Options
    private let interfaces: [CaptureSummary.Interface]
    private let names: RingFileName
    private var file: RingFile?
    /// Finished files that may be removed, oldest first.
    private var finished: [String]
    private var number: Int
    private var spaceCheckDue = Timestamp(nanoseconds: .min)
    private var bytesSinceSpaceCheck = 0
    private static let bytesBetweenSpaceChecks = 1 << 20
    private var spaceTrouble: String?
    private var fileTrouble: String?
    /// After a file could not be begun or written.
    private var rotationRetryDue = Timestamp(nanoseconds: .min)
    /// Free space without which writing is not tried again after it failed.
    private static let spaceToGoOn: UInt64 = 4 << 20

    /// Begins the first file, so that what is wrong with the name or the directory is known at once.
    ///
    /// - Throws: `CaptureError` where a file is there that may not be overwritten, or none can be made.
    public init(
        _ options: Options, interfaces: [CaptureSummary.Interface], now: Timestamp
    ) throws(CaptureError) {
        self.options = options
        self.interfaces = interfaces
        interfaceStatistics = interfaces.map { InterfaceStatistics(name: $0.name ?? "") }
        names = RingFileName(options.path)
        let earlier = options.rotates ? names.existing() : []
        finished = options.overwrites ? earlier.map(\.path) : []
        number = earlier.last?.number ?? 0
        // Unsafe: the system reads the path during the call.
        if !options.rotates, options.overwrites { _ = unsafe unlink(options.path) }
        try begin(now)
        makeRoom(now)
    }

    deinit { finish() }

    /// The file being written, by its final name.
    public var currentPath: String? { file?.finalPath }

    /// `comment` is shown by Wireshark with the packet.
    public func write(_ packet: PacketRecord, _ bytes: Span<UInt8>, comment: String? = nil) {
        if packet.time >= spaceCheckDue || bytesSinceSpaceCheck >= Self.bytesBetweenSpaceChecks {
            makeRoom(packet.time)
        }
        bytesSinceSpaceCheck += bytes.count
        if spaceTrouble == nil, isDue(packet.time) { rotate(packet.time) }
        guard spaceTrouble == nil, let file else {
            statistics.packetsNotWritten &+= 1
            return
        }
        statistics.packets &+= 1
        do {
            try file.write(packet, bytes, comment: comment)
        } catch {
            fail(error, packet.time)
        }
    }

    /// To be called about once a second: gives the file what was kept back, rotates by time also without packets.
    public func tick(_ now: Timestamp) {
        makeRoom(now)
        let isWorthIt = file.map { $0.packets > 0 } ?? true
        if spaceTrouble == nil, isWorthIt, isDue(now) { rotate(now) }
        do {
            try file?.flush()
        } catch {
            fail(error, now)
        }
    }

    /// Begins another file now, whatever the size and age of this one.
    public func rotate(_ now: Timestamp) {
        let old = file
        do {
            try begin(now)
        } catch {
            // The old file goes on.
            fileTrouble = error.description
            rotationRetryDue = Timestamp(nanoseconds: now.nanoseconds &+ Self.second)
            return
        }
        guard let old else { return }
        complete(old, now)
        removeSurplus()
    }

    /// Completes the file being written.
    public func finish(_ now: Timestamp = .now) {
        if let file { complete(file, now) }
        file = nil
    }

    private func complete(_ file: RingFile, _ now: Timestamp) {
        let lost = UInt64(file.finish(statistics: interfaceStatistics, now: now))
        statistics.packets &-= lost
        statistics.packetsNotWritten &+= lost
        if lost < file.packets { finished.append(file.finalPath) }
    }

    private func isDue(_ now: Timestamp) -> Bool {
        guard now >= rotationRetryDue else { return false }
        guard let file else { return true }
        if let limit = options.fileBytes, file.size >= limit { return true }
        guard let limit = options.fileSeconds else { return false }
        return now.seconds(since: file.began) >= Double(limit)
    }

    private func begin(_ now: Timestamp) throws(CaptureError) {
        let isNumbered = options.rotates || number > 0 && names.exists(options.path)
        number += 1
        let path = isNumbered ? names.path(number: number, time: now) : options.path
        file = try RingFile(
            finalPath: path, isTemporary: isNumbered, interfaces: interfaces, statistics: interfaceStatistics,
            began: now)
        statistics.filesBegun += 1
        fileTrouble = nil
    }

    private func removeSurplus() {
        guard let limit = options.files else { return }
        while finished.count + 1 > max(1, limit) { removeOldest() }
    }

    private func removeOldest() {
        _ = unsafe unlink(finished.removeFirst())
        statistics.filesRemoved += 1
    }

    private func makeRoom(_ now: Timestamp) {
        spaceCheckDue = Timestamp(nanoseconds: now.nanoseconds &+ Self.second)
        bytesSinceSpaceCheck = 0
        removeSurplus()
        let floor = max(options.freeBytes, fileTrouble == nil ? 0 : Self.spaceToGoOn)
        while let free = names.freeBytes, free < floor {
            guard options.files != nil || options.overwrites, !finished.isEmpty else {
                if spaceTrouble == nil {
                    spaceTrouble =
                        "\(options.path): packets are no longer written, the disk has only \(free) bytes free of the "
                        + "\(floor) that are to be left; make room"
                        + (floor == options.freeBytes ? ", or lower --disk-floor" : "")
                }
                return
            }
            removeOldest()
        }
        spaceTrouble = nil
    }

    private static let second: Int64 = 1_000_000_000

    private func fail(_ error: CaptureError, _ now: Timestamp) {
        fileTrouble = error.description
        rotationRetryDue = Timestamp(nanoseconds: now.nanoseconds &+ Self.second)
        if let file { complete(file, now) }
        file = nil
        makeRoom(now)
    }
}
