import Crypto
import Dispatch
import PacketCapture
import Synchronization
import Troubleshooting

/// SHA-256 of capture files, from their bytes as they are read. It takes about as long as the analysis, so it goes on
/// beside it.
final class FileHashes: Sendable {
    private let hashers: Mutex<[SHA256]>
    private let queue = DispatchQueue(label: "hashes")
    /// Pieces that have been hashed, to be filled again: memory just given by the kernel costs more than the copy.
    private let spare = Mutex<[[UInt8]]>([])
    /// Pieces that may wait to be hashed: some 30 MB, so that the hash goes on while the report is put together.
    private let room = DispatchSemaphore(value: 64)

    init(count: Int) { hashers = Mutex(Array(repeating: SHA256(), count: count)) }

    func update(_ file: Int, _ bytes: Span<UInt8>) {
        room.wait()
        var piece = spare.withLock { $0.popLast() } ?? []
        piece.removeAll(keepingCapacity: true)
        // Unsafe: the piece is a copy of what the buffer lends.
        unsafe bytes.withUnsafeBufferPointer { unsafe piece.append(contentsOf: $0) }
        queue.async { [self, piece] in
            hashers.withLock { $0[file].update(data: piece) }
            spare.withLock { $0.append(piece) }
            room.signal()
        }
    }

    /// When all has been read.
    func files(_ summary: CaptureSummary) -> [Appendix.File] {
        queue.sync {}
        let digests = hashers.withLock { hashers in hashers.map { Self.hexadecimal($0.finalize()) } }
        return zip(summary.files, digests).map { Appendix.File(name: $0.name, size: $0.size, sha256: $1) }
    }

    private static func hexadecimal(_ digest: SHA256Digest) -> String {
        digest.map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
