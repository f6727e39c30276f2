#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A new file in TMPDIR or /tmp, open for reading and writing.
public struct TemporaryFile {
    public let descriptor: Int32
    public let path: String

    public init() throws(OutputError) {
        var name = Array(((Environment.value("TMPDIR") ?? "/tmp") + "/auscult-XXXXXX").utf8CString)
        // Unsafe: `mkstemp` writes the name it chose over the Xs of the buffer, which ends in NUL.
        descriptor = unsafe name.withUnsafeMutableBufferPointer { buffer in
            guard let name = buffer.baseAddress else { return -1 }
            return unsafe mkstemp(name)
        }
        guard descriptor >= 0 else { throw .failed(errno) }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Takes the name away: the file is gone when the descriptor is closed, whatever ends the process.
    public func unlink() { _ = systemUnlink(path) }
}

private func systemUnlink(_ path: String) -> Int32 { unsafe unlink(path) }
