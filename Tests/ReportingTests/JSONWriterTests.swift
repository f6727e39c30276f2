import Foundation
import Testing

@testable import Reporting

@Suite struct JSONWriterTests {
    private func text(_ write: (inout JSONWriter) -> Void) -> String {
        var json = JSONWriter()
        write(&json)
        return String(decoding: json.take(), as: UTF8.self)
    }

    @Test func membersAreSeparatedOnce() {
        let json = text { json in
            json.object { json in
                json.member("a", 1)
                json.member("b", "x" as String?)
                json.member("c", array: [1, 2]) { $0.value($1) }
                json.member("d") { _ in }
                json.member("e", nil as String?)
                json.member("f", true)
                json.member("g", seconds: 0.0000015)
            }
        }
        #expect(json == #"{"a":1,"b":"x","c":[1,2],"d":{},"e":null,"f":true,"g":0.000002}"#)
    }

    @Test func escapesWhatTerminalsActOn() {
        let json = text { $0.value("\"\\\u{1B}\u{7F}\u{9B}\u{202E}\u{2028}\u{E0041}é山\n") }
        #expect(json == #""\"\\\u001b\u007f\u009b\u202e\u2028\udb40\udc41é山\n""#)
    }

    @Test func everyScalarComesBack() throws {
        var all = ""
        for value in (0 as UInt32)...0x3000 {
            if let scalar = Unicode.Scalar(value) { all.unicodeScalars.append(scalar) }
        }
        let json = text { json in json.array([all]) { $0.value($1) } }
        let parsed = try #require(JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String])
        #expect(Array(parsed[0].unicodeScalars) == Array(all.unicodeScalars))
    }
}
