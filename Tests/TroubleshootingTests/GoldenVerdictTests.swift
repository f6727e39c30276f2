import Foundation
import Testing
import Troubleshooting

/// The verdict on every capture, beside what a person has read and found true. `make golden` writes it anew after a
/// change that is meant; read the difference as somebody would who has nothing but that line.
@Suite struct GoldenVerdictTests {
    private static let file = URL(fileURLWithPath: Captured.directory + "/golden/verdicts.txt")

    /// What would steer whoever looks at the file, by its number.
    private static func visible(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { shown, scalar in
            switch scalar.properties.generalCategory {
            case .control, .format: shown += scalar.escaped(asASCII: true)
            default: shown.unicodeScalars.append(scalar)
            }
        }
    }

    @Test func everyCapture() throws {
        var lines: [String] = []
        for capture in try Captured.all() {
            let verdict = try Captured.report(capture).verdict
            lines.append("\(capture): \(verdict.state.rawValue): \(Self.visible(verdict.text))")
        }
        let text = lines.joined(separator: "\n") + "\n"
        if ProcessInfo.processInfo.environment["AUSCULT_UPDATE_GOLDEN"] != nil {
            try Data(text.utf8).write(to: Self.file)
            return
        }
        let expected = try String(decoding: Data(contentsOf: Self.file), as: UTF8.self).split(separator: "\n")
        for difference in text.split(separator: "\n").difference(from: expected).prefix(20) {
            switch difference {
            case .insert(let line, let element, _): Issue.record("verdicts.txt:\(line + 1) is new: \(element)")
            case .remove(let line, let element, _): Issue.record("verdicts.txt:\(line + 1) is gone: \(element)")
            }
        }
    }
}
