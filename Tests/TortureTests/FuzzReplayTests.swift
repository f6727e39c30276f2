import FuzzTargets
import Foundation
import Testing

/// What fuzzing once found stays fixed: Tests/Fuzzing/Crashes/TARGET holds the inputs.
@Suite struct FuzzReplayTests {
    static let directory = Captures.root + "/Tests/Fuzzing/Crashes"

    @Test(arguments: FuzzTarget.allCases)
    func everyInputThatOnceFailed(target: FuzzTarget) throws {
        let folder = Self.directory + "/" + target.rawValue
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names.sorted() {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            target.run(Array(bytes))
        }
    }

    @Test("Inputs of every small size", arguments: FuzzTarget.allCases)
    func smallInputs(target: FuzzTarget) {
        for byte: UInt8 in [0, 1, 0x7F, 0xFF] {
            for count in 0..<40 { target.run([UInt8](repeating: byte, count: count)) }
        }
    }
}
