import Crypto
import Foundation
import PacketCapture
import Synchronization

/// A file on its way to its hash.
final class HashedFile: Sendable {
    private let path: String
    /// It can be read twice.
    let isRegular: Bool
    private let hash = Mutex(Hash())
    /// Bytes the analysis has read.
    private let analysed = Mutex(0)

    private struct Hash {
        var hasher = SHA256()
        var count = 0

        mutating func add(_ bytes: Span<UInt8>) {
            // Unsafe: what is hashed is lent for as long as the call takes.
            unsafe bytes.withUnsafeBytes { unsafe hasher.update(bufferPointer: $0) }
            count += bytes.count
        }
    }

    init(path: String) {
        self.path = path
        let values = try? URL(fileURLWithPath: path).resourceValues(forKeys: [.isRegularFileKey])
        isRegular = path != "-" && values?.isRegularFile == true
    }

    func read() {
        guard let file = try? FileSource(path: path) else { return }
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = file.read(into: &buffer, at: 0)
            if count == 0 { return }
            hash.withLock { $0.add(buffer.span.extracting(..<count)) }
        }
    }

    func analysed(_ bytes: Span<UInt8>) {
        analysed.withLock { $0 += bytes.count }
        if !isRegular { hash.withLock { $0.add(bytes) } }
    }

    /// In hexadecimal; `nil` where the file changed, so that other bytes were hashed than analysed.
    var digest: String? {
        let hash = hash.withLock { $0 }
        guard hash.count == analysed.withLock({ $0 }) else { return nil }
        return hash.hasher.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
    }
}
