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
    public private(set) var trouble: String?

    private let options: Options
    private let interfaces: [CaptureSummary.Interface]
    private let names: RingFileName
    private var file: RingFile?
    /// Finished files that may be removed, oldest first.
    private var finished: [String]
    private var number: Int
    private var spaceCheckDue = Timestamp(nanoseconds: .min)
    private var isDiskFull = false
    /// After a file could not be begun.
    private var rotationRetryDue = Timestamp(nanoseconds: .min)

    /// Begins the first file, so that what is wrong with the name or the directory is known at once.
    ///
    /// - Throws: `CaptureError` where a file is there that may not be overwritten, or none can be made.
    public init(
        _ options: Options, interfaces: [CaptureSummary.Interface], now: Timestamp
    ) throws(CaptureError) {
        self.options = options
        self.interfaces = interfaces
        names = RingFileName(options.path)
        let earlier = options.rotates ? names.existing() : []
        finished = options.overwrites ? earlier.map(\.path) : []
        number = earlier.last?.number ?? 0
        if !options.rotates, options.overwrites { _ = unsafe unlink(options.path) }
        try begin(now)
        makeRoom(now)
    }

    deinit { file?.finish() }

    /// The file being written, by its final name.
    public var currentPath: String? { file?.finalPath }

    /// `comment` is shown by Wireshark with the packet.
    public func write(_ packet: PacketRecord, _ bytes: Span<UInt8>, comment: String? = nil) {
        if isDue(packet.time) { rotate(packet.time) }
        if packet.time >= spaceCheckDue { makeRoom(packet.time) }
        guard !isDiskFull, let file else {
            statistics.packetsNotWritten &+= 1
            return
        }
        do {
            try file.write(packet, bytes, comment: comment)
            statistics.packets &+= 1
        } catch {
            fail(error)
            statistics.packetsNotWritten &+= 1
        }
    }

    /// To be called about once a second: gives the file what was kept back, rotates by time also without packets.
    public func tick(_ now: Timestamp) {
        if let file, file.packets > 0, isDue(now) { rotate(now) }
        makeRoom(now)
        do {
            try file?.flush()
        } catch {
            fail(error)
        }
    }

    /// Begins another file now, whatever the size and age of this one.
    public func rotate(_ now: Timestamp) {
        let old = file
        do {
            try begin(now)
        } catch {
            // The old file goes on.
            trouble = error.description
            rotationRetryDue = Timestamp(nanoseconds: now.nanoseconds &+ Self.second)
            return
        }
        guard let old else { return }
        old.finish()
        finished.append(old.finalPath)
        removeSurplus()
    }

    /// Completes the file being written.
    public func finish() {
        file?.finish()
        file = nil
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
        file = try RingFile(finalPath: path, isTemporary: isNumbered, interfaces: interfaces, began: now)
        statistics.filesBegun += 1
        trouble = nil
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
        removeSurplus()
        while let free = names.freeBytes, free < options.freeBytes {
            guard options.files != nil || options.overwrites, !finished.isEmpty else {
                if !isDiskFull {
                    isDiskFull = true
                    trouble =
                        "\(options.path): packets are no longer written, the disk has only \(free) bytes free of the "
                        + "\(options.freeBytes) that are to be left; make room, or lower --disk-floor"
                }
                return
            }
            removeOldest()
        }
        if isDiskFull {
            isDiskFull = false
            trouble = nil
        }
    }

    private static let second: Int64 = 1_000_000_000

    private func fail(_ error: CaptureError) {
        trouble = error.description
        file?.finish()
        if let file { finished.append(file.finalPath) }
        file = nil
    }
}
