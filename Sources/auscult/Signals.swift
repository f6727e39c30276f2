import PacketCapture

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Signals as bytes of a pipe that can be polled.
struct Signals {
    // Unsafe: a signal handler may take no lock. It is set once, before the first handler.
    nonisolated(unsafe) private static var wakeup: Wakeup?

    private let pipe: Wakeup

    init() throws {
        pipe = try Wakeup()
        unsafe Self.wakeup = pipe
        // Whoever started this may have blocked them.
        var wanted = sigset_t()
        unsafe sigemptyset(&wanted)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGUSR1] { unsafe sigaddset(&wanted, number) }
        unsafe pthread_sigmask(SIG_UNBLOCK, &wanted, nil)
        for number in [SIGINT, SIGTERM, SIGHUP, SIGUSR1] {
            signal(number) { received in
                let saved = errno
                unsafe Signals.wakeup?.signal(UInt8(truncatingIfNeeded: received))
                errno = saved
            }
        }
    }

    /// Readable when a signal has come.
    var descriptor: Int32 { pipe.descriptor }

    /// The signals that came since last time.
    func take() -> [Int32] { pipe.clear().map { Int32($0) } }
}
