import Foundation
import Testing

/// Lines beside those a person has read and found true. `make golden` writes them anew after a change that is meant;
/// read the difference.
enum Golden {
    /// - Parameter path: in Captures/.
    static func compare(_ lines: [String], with path: String) throws {
        let file = URL(filePath: CheckedCaptures.path(path))
        if ProcessInfo.processInfo.environment["AUSCULT_UPDATE_GOLDEN"] != nil {
            try Data((lines.joined(separator: "\n") + "\n").utf8).write(to: file)
            return
        }
        let text = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        let expected = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        for difference in lines.difference(from: expected).prefix(20) {
            switch difference {
            case .insert(let line, let element, _): Issue.record("\(path):\(line + 1) is new: \(element)")
            case .remove(let line, let element, _): Issue.record("\(path):\(line + 1) is gone: \(element)")
            }
        }
    }
}
