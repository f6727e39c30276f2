import CZlib
import Synchronization

/// Inflates one stream (RFC 1951) in pieces, through a window of fixed size. A class because zlib keeps a pointer to the
/// state it is given.
@safe
final class Inflater {
    private var stream = unsafe z_stream()
    private let isReady: Bool
    private lazy var output = [UInt8](repeating: 0, count: 32_768)

    /// Each takes some 80 kB, which an attacker could have for a few bytes: with more than this at a time, further
    /// streams are not inflated.
    private static let most = 1024
    private static let count = Atomic(0)

    enum Outcome {
        /// All input was taken.
        case needsMore
        /// The stream's last block ended; `unused` bytes of the input follow it.
        case ended(unused: Int)
        /// `unused` bytes of the input were not read.
        case failed(unused: Int)
    }

    enum Format: Int32 {
        case raw = -15
        /// A zlib or a gzip header, whichever stands there.
        case wrapped = 47
    }

    init(format: Format) {
        let isAdmitted = Self.count.add(1, ordering: .relaxed).newValue <= Self.most
        guard isAdmitted else {
            isReady = false
            return
        }
        isReady =
            unsafe inflateInit2_(
                &stream, format.rawValue, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
    }

    deinit {
        Self.count.subtract(1, ordering: .relaxed)
        if isReady { unsafe inflateEnd(&stream) }
    }

    /// Hands on what `input` inflates to, a windowful at a time, for as long as `receive` returns `true`.
    func inflate(_ input: Span<UInt8>, receive: (Span<UInt8>) -> Bool) -> Outcome {
        guard isReady else { return .failed(unused: input.count) }
        return unsafe input.withUnsafeBufferPointer { bytes in
            // Unsafe: zlib reads only what `avail_in` counts, and nothing once this closure has returned.
            unsafe stream.next_in = UnsafeMutablePointer(mutating: bytes.baseAddress)
            unsafe stream.avail_in = UInt32(clamping: bytes.count)
            defer { unsafe stream.next_in = nil }
            while true {
                let (status, count) = fillWindow()
                if count > 0, !receive(output.span.extracting(0..<count)) {
                    return unsafe .failed(unused: Int(stream.avail_in))
                }
                switch status {
                case Z_STREAM_END: return unsafe .ended(unused: Int(stream.avail_in))
                case Z_OK where count == output.count: continue
                case Z_OK, Z_BUF_ERROR: return .needsMore
                default: return unsafe .failed(unused: Int(stream.avail_in))
                }
            }
        }
    }

    private func fillWindow() -> (status: Int32, count: Int) {
        let size = output.count
        return unsafe output.withUnsafeMutableBufferPointer { window in
            unsafe stream.next_out = window.baseAddress
            unsafe stream.avail_out = UInt32(size)
            let status = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
            return unsafe (status, size - Int(stream.avail_out))
        }
    }

    /// The first bytes of what a raw stream inflates to.
    static func beginning(of input: Span<UInt8>, atMost limit: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        _ = Inflater(format: .raw).inflate(input) { piece in
            for index in 0..<min(piece.count, limit - bytes.count) { bytes.append(piece[index]) }
            return bytes.count < limit
        }
        return bytes
    }
}
