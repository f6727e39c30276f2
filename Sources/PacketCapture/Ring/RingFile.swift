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
    private(set) var isBroken = false
    private(set) var packets = 0

    /// Never opens a file that is there already.
    ///
    /// - Parameter isTemporary: its name ends in `.part` until it is finished.
    init(
        finalPath: String, isTemporary: Bool, interfaces: [CaptureSummary.Interface], began: Timestamp
    ) throws(CaptureError) {
        self.finalPath = finalPath
        self.began = began
        path = isTemporary ? finalPath + ".part" : finalPath
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

    deinit { finish() }

    /// What the file has or is about to be given, in bytes.
    var size: UInt64 { writer.output.size }

    func write(_ packet: PacketRecord, _ bytes: Span<UInt8>, comment: String?) throws(CaptureError) {
        do throws(CaptureError) {
            try writer.write(
                bytes, time: packet.time, interface: UInt32(clamping: packet.interface),
                originalLength: packet.originalLength, comment: comment)
        } catch {
            throw broken(error)
        }
        packets += 1
    }

    func flush() throws(CaptureError) {
        do throws(CaptureError) {
            try writer.flush()
        } catch {
            throw broken(error)
        }
    }

    func finish() {
        guard !isFinished else { return }
        isFinished = true
        if !isBroken { try? flush() }
        close(descriptor)
        if isBroken, packets == 0 {
            _ = unsafe unlink(path)
            return
        }
        // A file that has the name meanwhile is not replaced: this one then keeps its own.
        if path != finalPath, unsafe link(path, finalPath) == 0 { _ = unsafe unlink(path) }
    }

    /// Cuts off what was written of a packet when the disk was full.
    private func broken(_ error: CaptureError) -> CaptureError {
        isBroken = true
        _ = ftruncate(descriptor, off_t(clamping: writer.output.flushedBytes))
        return CaptureError(path, error.reason)
    }
}
