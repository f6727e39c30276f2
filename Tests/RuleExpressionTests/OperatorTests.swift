import Testing

@testable import RuleExpression

struct OperatorTests {
    @Test(arguments: [
        "subject.count == 5", "subject.count != 6", "subject.count < 6", "subject.count <= 5", "subject.count > 4",
        "subject.count >= 5", "not subject.count == 6", "!(subject.count == 6)", "subject.count == 5 and true",
        "subject.count == 5 && true", "false or subject.isOpen", "false || subject.isOpen", "subject.isOpen",
        "subject.share == 0.25", "subject.share < 1", "1 > subject.share", "subject.count == 5.0",
        "subject.wait == 2.5 s", "subject.wait == 2500 ms", "subject.wait < 1 min", "subject.wait > 2499999 us",
        "subject.name == \"ARCHIVE\"", "subject.name == 'ARCHIVE'", "subject.name < \"B\"",
        "subject.name contains \"CHI\"", "subject.name matches \"^ARCH\"", "subject.numbers contains 2",
        "2 in subject.numbers", "subject.count in {1, 3..5}", "not subject.count in {1, 6..7}",
        "subject.outcome == failure", "failure == subject.outcome", "subject.outcome in {success, failure}",
        "subject.outcome != user-rejection", "subject.sopClass == CTImageStorage", "CTImageStorage == subject.sopClass",
        "subject.sopClass == \"1.2.840.10008.5.1.4.1.1.2\"", "subject.sopClass in {CTImageStorage}",
        "subject.uids contains CTImageStorage", "subject.patient == \"Doe^John\"", "subject.patient matches \"^Doe\"",
        "subject.count + 1 == 6", "subject.count - 1 == 4", "subject.count * 2 == 10", "subject.count / 2 == 2.5",
        "subject.count % 2 == 1", "subject.count & 4 == 4", "-subject.count == -5", "1 + 2 * 3 == 7",
        "(1 + 2) * 3 == 9", "10 - 3 - 2 == 5", "subject.wait * 2 == 5 s", "subject.wait / 5 == 500 ms",
        "subject.wait / 1 s == 2.5", "10 MiB / subject.wait > 4000000", "0xFF00 == 65280", "16 KiB == 16384",
        "1 kB == 1000", "2 h == 7200 s", "1 d == 24 h", "subject.first.id == 1",
    ])
    func holds(_ source: String) throws { #expect(try Subject().truth(source) == .yes, "\(source)") }

    @Test(
        arguments: [
            "subject.count == 6", "subject.name contains \"Z\"", "subject.none == 1", "subject.none != 1",
            "subject.none < 1", "subject.nobody.id == 1", "subject.none in {1}", "subject.noList contains 1",
            "subject.none matches \"x\" or subject.count == 6 and subject.lost == 1",
        ].filter { !$0.contains("matches") })
    func doesNotHold(_ source: String) throws { #expect(try Subject().truth(source) == .no, "\(source)") }

    @Test(arguments: [
        "subject.lost == 1", "subject.lost != 1", "subject.lost < 1", "not subject.lost == 1",
        "subject.somebody.id == 1",
        "subject.lost in {1, 2}", "1 in {2, subject.lost}", "subject.partly contains 2", "subject.lost + 1 == 2",
        "max(subject.partly) == 1", "any(subject.partly where it == 2)", "all(subject.partly where it == 1)",
        "count(subject.partly where it == 1) == 1",
    ])
    func isUnknown(_ source: String) throws { #expect(try Subject().truth(source) == .unknown, "\(source)") }

    /// Kleene's tables.
    @Test func threeValuedLogic() throws {
        let values: [(String, Truth)] = [("true", .yes), ("false", .no), ("subject.lost == 1", .unknown)]
        for (left, a) in values {
            for (right, b) in values {
                let both: Truth = a == .no || b == .no ? .no : a == .yes && b == .yes ? .yes : .unknown
                let either: Truth = a == .yes || b == .yes ? .yes : a == .no && b == .no ? .no : .unknown
                #expect(try Subject().truth("\(left) and \(right)") == both)
                #expect(try Subject().truth("\(left) or \(right)") == either)
            }
        }
    }

    @Test func notBindsComparisons() throws {
        #expect(try Subject().truth("not subject.count == 5 or true") == .yes)
        #expect(try Subject().truth("not subject.none == 1") == .yes)
    }

    @Test func arithmeticNeverTraps() throws {
        let subject = Subject()
        subject.count = .max
        #expect(try subject.truth("subject.count + 1 == 0x7FFFFFFFFFFFFFFF") == .yes)
        #expect(try subject.truth("subject.count * -2 < 0") == .yes)
        #expect(try subject.truth("subject.count * 2 > 0") == .yes)
        subject.count = .min
        #expect(try subject.truth("subject.count - 1 < 0") == .yes)
        #expect(try subject.truth("-subject.count < 0") == .no)
        #expect(try subject.truth("subject.count % -1 == 0") == .yes)
        #expect(try subject.truth("exists(1 / (subject.count - subject.count))") == .no)
        #expect(try subject.truth("exists(1 % 0)") == .no)
    }
}
