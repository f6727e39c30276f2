import PacketCapture
import Reporting

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Inputs that can be read twice: standard input is copied into a temporary file, gone with this value.
struct RereadableInputs: ~Copyable {
    private(set) var inputs: [CaptureInput]
    private var temporary: String?

    init(_ arguments: [String]) throws {
        inputs = arguments.map { CaptureInput(argument: $0) }
        guard let index = inputs.firstIndex(of: .standardInput) else { return }
        let path = try Self.copyOfStandardInput()
        inputs[index] = .path(path)
        temporary = path
    }

    deinit { if let temporary { unsafe unlink(temporary) } }

    private static func copyOfStandardInput() throws -> String {
        let file = try TemporaryFile()
        defer { close(file.descriptor) }
        var output = BufferedOutput(descriptor: file.descriptor)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            // Unsafe: the system call fills the buffer and no more.
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(STDIN_FILENO, $0.baseAddress, $0.count) }
            if count <= 0 { break }
            try output.write(Array(buffer.prefix(count)))
        }
        try output.flush()
        return file.path
    }
}
