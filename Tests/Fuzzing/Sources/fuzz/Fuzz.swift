import FuzzedLayers

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What is fuzzed stands in the environment, since libFuzzer starts this program again with arguments of its own.
private let target = unsafe getenv("FUZZ_TARGET").flatMap { FuzzTarget(rawValue: unsafe String(cString: $0)) }

@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    // Unsafe: libFuzzer lends the bytes for the call.
    target?.run(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ argc: UnsafeMutablePointer<CInt>,
    _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

@_cdecl("fuzz_main")
public func fuzzMain(_ argc: CInt, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> CInt {
    guard target != nil else {
        print("FUZZ_TARGET must be one of: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: " "))")
        return 64
    }
    var count = argc
    var arguments = unsafe argv
    return unsafe runDriver(&count, &arguments, testOneInput)
}
