#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// The process's environment variables.
enum Environment {
    /// `nil` when unset or empty.
    static func value(_ name: String) -> String? {
        // Unsafe: the string `getenv` points at is copied at once; nothing here changes the environment.
        guard let value = unsafe getenv(name), unsafe value.pointee != 0 else { return nil }
        return unsafe String(cString: value)
    }
}
