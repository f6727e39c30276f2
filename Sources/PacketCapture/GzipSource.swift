import CZlib
import Evidence

/// Inflates gzip members one after the other (RFC 1952 §2.2).
@safe final class GzipSource: FillingSource {
    private var compressed: InputWindow
    /// On the heap, because zlib's state points back at it.
    private let stream: UnsafeMutablePointer<z_stream>
    private var isFinished = false
    private(set) var failure: SourceFailure?
    let mayWait: Bool
    let size: UInt64?

    static func begins(_ bytes: Span<UInt8>) -> Bool { bytes.count >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B }

    init(_ compressed: consuming InputWindow) {
        mayWait = compressed.source.mayWait
        size = compressed.source.size
        self.compressed = compressed
        unsafe stream = .allocate(capacity: 1)
        unsafe stream.initialize(to: z_stream())
        let gzipOnly = 16 + MAX_WBITS
        if unsafe inflateInit2_(stream, gzipOnly, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) != Z_OK {
            fail("gzip/corrupt", "zlib could not start inflating")
        }
    }

    deinit {
        unsafe inflateEnd(stream)
        unsafe stream.deallocate()
    }

    var bytesRead: UInt64 { compressed.offset }

    func read(into storage: inout [UInt8], at start: Int) -> Int {
        while !isFinished {
            guard compressed.ensure(1) else {
                if let upstream = compressed.source.failure {
                    fail(upstream.code, upstream.message)
                } else {
                    fail("gzip/cut", "the compressed data ends after \(compressed.offset) bytes, before its end mark")
                }
                break
            }
            let (status, produced) = inflate(compressed.unread, into: &storage, at: start)
            compressed.advance(compressed.available - Int(unsafe stream.pointee.avail_in))
            switch status {
            case Z_OK, Z_BUF_ERROR: break
            case Z_STREAM_END: beginNextMember()
            default:
                let words = unsafe stream.pointee.msg.map { unsafe String(cString: $0) } ?? "error \(status)"
                fail("gzip/corrupt", "the compressed data is damaged near byte \(compressed.offset): \(words)")
            }
            if produced > 0 { return produced }
        }
        return 0
    }

    private func inflate(_ input: Span<UInt8>, into storage: inout [UInt8], at start: Int) -> (Int32, produced: Int) {
        let room = storage.count - start
        // Unsafe: zlib reads and writes within the two buffers as long as the closures run.
        let status = unsafe input.withUnsafeBufferPointer { input in
            unsafe storage.withUnsafeMutableBufferPointer { output in
                unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
                unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
                unsafe stream.pointee.next_out = output.baseAddress.map { unsafe $0 + start }
                unsafe stream.pointee.avail_out = UInt32(clamping: room)
                return unsafe CZlib.inflate(stream, Z_NO_FLUSH)
            }
        }
        return (status, room - Int(unsafe stream.pointee.avail_out))
    }

    private func beginNextMember() {
        if compressed.ensure(2), Self.begins(compressed.unread) {
            unsafe inflateReset(stream)
            return
        }
        isFinished = true
        // Some tools pad with zeros to a block of their medium.
        if compressed.ensure(1), compressed.unread[0] != 0 {
            failure = SourceFailure(
                code: "gzip/trailing-bytes",
                message: "bytes that are not gzip follow the compressed data at byte \(compressed.offset)")
        }
    }

    private func fail(_ code: Anomaly.Code, _ message: String) {
        failure = SourceFailure(code: code, message: message)
        isFinished = true
    }
}
