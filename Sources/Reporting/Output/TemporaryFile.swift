#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A new file of a name no other has, open for reading and writing.
public struct TemporaryFile {
    public let descriptor: Int32
    public let path: String

    /// In TMPDIR or /tmp.
    public init() throws(OutputError) {
        try self.init(beginning: (Environment.value("TMPDIR") ?? "/tmp") + "/auscult-")
    }

    /// - Parameter path: how its own begins.
    /// - Throws: `OutputError.failed` where it cannot be created there.
    init(beginning path: String) throws(OutputError) {
        var name = Array((path + "XXXXXX").utf8CString)
        // Unsafe: `mkstemp` writes the name it chose over the Xs of the buffer, which ends in NUL.
        descriptor = unsafe name.withUnsafeMutableBufferPointer { buffer in
            guard let name = buffer.baseAddress else { return -1 }
            return unsafe mkstemp(name)
        }
        guard descriptor >= 0 else { throw .failed(errno) }
        self.path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Takes the name away: the file is gone when the descriptor is closed, whatever ends the process.
    public func unlink() { _ = systemUnlink(path) }
}

private func systemUnlink(_ path: String) -> Int32 { unsafe unlink(path) }
