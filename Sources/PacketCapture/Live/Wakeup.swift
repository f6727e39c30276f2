#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ends another thread's `poll`: a pipe whose reading end becomes readable.
public final class Wakeup: Sendable {
    /// To be polled for reading.
    public let descriptor: Int32
    private let writingEnd: Int32

    public init() throws(LiveCaptureError) {
        var ends: [Int32] = [-1, -1]
        // Unsafe, as all in this file: the system fills, or reads, arrays and values as long as it is told.
        guard unsafe pipe(&ends) == 0 else { throw LiveCaptureError("pipe", .system(systemMessage(errno))) }
        for end in ends {
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
        }
        (descriptor, writingEnd) = (ends[0], ends[1])
    }

    deinit {
        close(descriptor)
        close(writingEnd)
    }

    /// A full pipe is readable all the same. Only calls write(2), so a signal handler may call it.
    public func signal(_ value: UInt8 = 1) {
        var value = value
        _ = unsafe write(writingEnd, &value, 1)
    }

    /// What was signalled since last time.
    @discardableResult
    public func clear() -> [UInt8] {
        var values = [UInt8](repeating: 0, count: 64)
        let count = unsafe read(descriptor, &values, values.count)
        return Array(values.prefix(max(0, count)))
    }
}
