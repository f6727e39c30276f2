#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif
import SyntheticTraffic

// generate-capture SCENARIO MEGABYTES > FILE
let arguments = CommandLine.arguments.dropFirst()
guard arguments.count == 2, let scenario = arguments.first.flatMap(Scenario.init),
    let size = arguments.last.flatMap(UInt64.init)
else {
    let scenarios = Scenario.allCases.map(\.rawValue).joined(separator: "|")
    print("usage: generate-capture \(scenarios) MEGABYTES > FILE")
    exit(64)
}
do {
    try scenario.write(bytes: size * 1_000_000, to: STDOUT_FILENO)
} catch {
    print(error)
    exit(2)
}
