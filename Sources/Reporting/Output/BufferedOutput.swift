#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Bytes on their way to a file descriptor, written in large pieces.
public struct BufferedOutput: ~Copyable {
    private let descriptor: Int32
    private var pending: [UInt8] = []

    static let capacity = 1 << 16

    /// The descriptor stays open when this value ends; what was not flushed is then lost.
    public init(descriptor: Int32) {
        self.descriptor = descriptor
        pending.reserveCapacity(Self.capacity)
    }

    public var isEmpty: Bool { pending.isEmpty }

    public mutating func write(_ bytes: [UInt8]) throws(OutputError) {
        if pending.count + bytes.count > Self.capacity { try flush() }
        if bytes.count >= Self.capacity {
            try Self.writeAll(bytes, to: descriptor)
        } else {
            pending.append(contentsOf: bytes)
        }
    }

    public mutating func write(_ text: String) throws(OutputError) { try write(Array(text.utf8)) }

    public mutating func flush() throws(OutputError) {
        guard !pending.isEmpty else { return }
        try Self.writeAll(pending, to: descriptor)
        pending.removeAll(keepingCapacity: true)
    }

    static func writeAll(_ bytes: [UInt8], to descriptor: Int32) throws(OutputError) {
        var written = 0
        while written < bytes.count {
            // Unsafe: the system call takes a pointer; it is used within the call, `bytes.count - written` bytes long.
            let count = unsafe bytes.withUnsafeBytes { buffer in
                unsafe systemWrite(descriptor, buffer.baseAddress.map { unsafe $0 + written }, buffer.count - written)
            }
            if count > 0 {
                written += count
            } else if errno == EPIPE {
                throw .closed
            } else if count < 0, errno != EINTR, errno != EAGAIN {
                throw .failed(errno)
            }
        }
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
    unsafe write(descriptor, bytes, count)
}
