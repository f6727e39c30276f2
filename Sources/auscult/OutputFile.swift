import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Where a command's result goes when it is given a file's name.
enum OutputFile {
    /// - Throws: `Failure` where the name is one of the inputs.
    static func refuse(_ output: String, amongInputs inputs: [String]) throws {
        guard let target = identity(output) else { return }
        for input in inputs where input != "-" {
            guard let source = identity(input), source == target else { continue }
            throw Failure(message: "\(output) is the capture itself; give --output another name")
        }
    }

    static func open(_ path: String) throws -> ReplacedFile {
        do {
            return try ReplacedFile(path: path)
        } catch .failed(let code) {
            // Unsafe: the C library's text is copied at once.
            let reason = unsafe String(cString: strerror(code))
            throw Failure(message: "\(path) cannot be written (\(reason)); give --output a place where you may write")
        }
    }

    private struct Identity: Hashable {
        var device: UInt64
        var inode: UInt64
    }

    private static func identity(_ path: String) -> Identity? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Identity(device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino))
    }
}
