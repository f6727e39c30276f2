import Evidence

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file or pipe read with read(2).
///
/// Not mapped: reading into a window that stays in the cache measured faster than mmap (444 MB in 24 ms against 54 ms
/// from tmpfs, 18 ms against 21 ms from the page cache), its memory is flat, and a file cut short meanwhile is an end of
/// file and not a SIGBUS.
package final class FileSource: FillingSource {
    private let descriptor: Int32
    private let isOwned: Bool
    let mayWait: Bool
    let size: UInt64?
    private(set) var bytesRead: UInt64 = 0
    private(set) var failure: SourceFailure?

    package init(path: String) throws(CaptureError) {
        // A named pipe's open waits for its writer, as it should.
        // Unsafe, as all in this file: the system takes pointers. They are to arrays and values that outlive the call, and lengths
        // are those of the arrays.
        descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            switch errno {
            case ENOENT, ENOTDIR: throw CaptureError(path, .missing)
            case EMFILE, ENFILE: throw CaptureError(path, .tooManyOpenFiles)
            case let code: throw CaptureError(path, .unreadable(systemMessage(code)))
            }
        }
        isOwned = true
        (mayWait, size) = Self.kind(of: descriptor)
        if Self.isDirectory(descriptor) { throw CaptureError(path, .directory) }
        #if os(Linux)
            _ = posix_fadvise(descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
        #endif
    }

    init(standardInput name: String) throws(CaptureError) {
        descriptor = STDIN_FILENO
        isOwned = false
        if isatty(descriptor) != 0 { throw CaptureError(name, .terminal) }
        if Self.isDirectory(descriptor) { throw CaptureError(name, .directory) }
        (mayWait, size) = Self.kind(of: descriptor)
    }

    deinit { if isOwned { close(descriptor) } }

    package func read(into storage: inout [UInt8], at start: Int) -> Int {
        let result = unsafe storage.withUnsafeMutableBytes { buffer in
            let room = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[start...])
            while true {
                let count = unsafe Self.read(descriptor, room)
                if count >= 0 || errno != EINTR { return count }
            }
        }
        guard result >= 0 else {
            failure = SourceFailure(code: "capture/read-error", message: systemMessage(errno))
            return 0
        }
        bytesRead &+= UInt64(result)
        return result
    }

    private static func read(_ descriptor: Int32, _ room: UnsafeMutableRawBufferPointer) -> Int {
        #if canImport(Glibc)
            unsafe Glibc.read(descriptor, room.baseAddress, room.count)
        #elseif canImport(Musl)
            unsafe Musl.read(descriptor, room.baseAddress, room.count)
        #else
            unsafe Darwin.read(descriptor, room.baseAddress, room.count)
        #endif
    }

    private static func status(_ descriptor: Int32) -> stat? {
        var status = stat()
        return unsafe fstat(descriptor, &status) == 0 ? status : nil
    }

    private static func isDirectory(_ descriptor: Int32) -> Bool {
        status(descriptor).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false
    }

    private static func kind(of descriptor: Int32) -> (mayWait: Bool, size: UInt64?) {
        guard let status = status(descriptor), status.st_mode & S_IFMT == S_IFREG else { return (true, nil) }
        return (false, UInt64(clamping: status.st_size))
    }
}

/// The system's words for an error number, beginning in lower case as they stand in brackets.
func systemMessage(_ code: Int32) -> String {
    guard let words = unsafe strerror(code) else { return "error \(code)" }
    let message = unsafe String(cString: words)
    return message.prefix(1).lowercased() + message.dropFirst()
}
