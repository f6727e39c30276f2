import Evidence

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// One file of a `CaptureFileRing`. It ends with a whole packet whatever happens.
final class RingFile {
    let finalPath: String
    let began: Timestamp
    private let path: String
    private let descriptor: Int32
    private var writer: PcapngWriter
    private var isFinished = false
    private var isBroken = false
    private(set) var packets = 0
    /// Packets that the disk has not been given yet; where it cannot take them, they are lost.
    private(set) var packetsHeld = 0
    /// Of each interface as they were when the file began.
    private let statisticsBefore: [InterfaceStatistics]

    /// Never opens a file that is there already.
    ///
    /// - Parameter isTemporary: its name ends in `.part` until it is finished.
    init(
        finalPath: String, isTemporary: Bool, interfaces: [CaptureSummary.Interface],
        statistics: [InterfaceStatistics], began: Timestamp
    ) throws(CaptureError) {
        self.finalPath = finalPath
        statisticsBefore = statistics
        self.began = began
        path = isTemporary ? finalPath + ".part" : finalPath
        // Unsafe, as all in this file: the system reads the paths it is given during the call.
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else {
            throw CaptureError(path, errno == EEXIST ? .exists : .unwritable(systemMessage(errno)))
        }
        writer = PcapngWriter(to: CaptureOutput(fileDescriptor: descriptor))
        for interface in interfaces {
            _ = writer.addInterface(
                linkType: UInt16(clamping: interface.linkType), snapLength: interface.snapLength, name: interface.name)
        }
        try flush()
    }

    deinit { finish(statistics: [], now: began) }

    /// What the file has or is about to be given, in bytes.
    var size: UInt64 { writer.output.size }

    func write(_ packet: PacketRecord, _ bytes: Span<UInt8>, comment: String?) throws(CaptureError) {
        packets += 1
        packetsHeld += 1
        do throws(CaptureError) {
            try writer.write(
                bytes, time: packet.time, interface: UInt32(clamping: packet.interface),
                originalLength: packet.originalLength, comment: comment)
        } catch {
            throw broken(error)
        }
        if writer.output.bytes.isEmpty { packetsHeld = 0 }
    }

    func flush() throws(CaptureError) {
        do throws(CaptureError) {
            try writer.flush()
        } catch {
            throw broken(error)
        }
        packetsHeld = 0
    }

    /// The file is complete, and says at its end what was lost meanwhile.
    ///
    /// - Returns: how many of its packets the disk could not take.
    @discardableResult
    func finish(statistics: [InterfaceStatistics], now: Timestamp) -> Int {
        guard !isFinished else { return 0 }
        isFinished = true
        if !isBroken { try? flush() }
        if !isBroken {
            for (index, (after, before)) in zip(statistics, statisticsBefore).enumerated() {
                writer.write(after.since(before), time: now, interface: UInt32(clamping: index))
            }
            try? flush()
        }
        close(descriptor)
        if isBroken, packets == packetsHeld { _ = unsafe unlink(path) } else { takeFinalName() }
        return packetsHeld
    }

    /// A file that has the name meanwhile is not replaced: this one then keeps its own.
    private func takeFinalName() {
        guard path != finalPath else { return }
        if unsafe link(path, finalPath) == 0 {
            _ = unsafe unlink(path)
        } else if errno != EEXIST, unsafe access(finalPath, F_OK) != 0 {
            // Disks for exchange know no links.
            _ = unsafe rename(path, finalPath)
        }
    }

    /// Cuts off what was written of a packet when the disk was full.
    private func broken(_ error: CaptureError) -> CaptureError {
        isBroken = true
        _ = ftruncate(descriptor, off_t(clamping: writer.output.flushedBytes))
        return CaptureError(path, error.reason)
    }
}
