@testable import RuleEngine
import Testing

/// How many images a film has room for, by its Image Display Format (PS3.3 §C.13.3).
struct ImagePositionTests {
    @Test(arguments: [
        ("STANDARD\\2,3", 6), ("STANDARD\\1,1", 1), ("ROW\\2,3", 5), ("COL\\1,2,1", 4), ("ROW\\4", 4),
        ("SLIDE", nil), ("CUSTOM\\3", nil), ("STANDARD\\2", nil), ("STANDARD\\0,3", nil), ("STANDARD\\a,3", nil),
        ("STANDARD\\99999999999999999999,9", nil), ("ROW\\", nil), ("", nil),
    ])
    func positions(_ format: String, _ expected: Int?) {
        #expect(OperationFacts.imagePositions(of: format) == expected)
    }
}
