#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A file written beside the one it is to replace, and put in its place when it is whole: whoever reads it meanwhile has
/// the old one, and nothing is left of it where writing fails. What is no regular file (`/dev/stdout`, a pipe) is written
/// as it is.
public struct ReplacedFile: ~Copyable {
    public let descriptor: Int32
    private let path: String
    /// `nil` once in place, or where there is nothing to replace.
    private var temporary: String?

    /// - Throws: `OutputError.failed` where it cannot be created there.
    public init(path: String) throws(OutputError) {
        var status = stat()
        // Unsafe, as all in this file: the system reads paths, and fills one value, during the call.
        let exists = unsafe stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT != S_IFREG {
            let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw .failed(errno) }
            self.init(descriptor: descriptor, path: path, temporary: nil)
            return
        }
        let file = try TemporaryFile(beginning: path + ".")
        self.init(descriptor: file.descriptor, path: path, temporary: file.path)
        // As the old one was, or as a new file would be.
        let mask = umask(0)
        _ = umask(mask)
        fchmod(descriptor, exists ? status.st_mode & 0o777 : 0o666 & ~mask)
    }

    private init(descriptor: Int32, path: String, temporary: String?) {
        self.descriptor = descriptor
        self.path = path
        self.temporary = temporary
    }

    /// Puts it in place.
    public mutating func finish() throws(OutputError) {
        guard let temporary else { return }
        guard unsafe rename(temporary, path) == 0 else { throw .failed(errno) }
        self.temporary = nil
    }

    deinit {
        close(descriptor)
        if let temporary { _ = unsafe unlink(temporary) }
    }
}
