import DICOMDictionary

extension OperationFacts {
    /// Images a film box was asked for.
    var imagePositions: Int? {
        guard operation.kind == .nCreateRQ else { return nil }
        return (operation.request?.dataSet?.text(Tag(0x2010, 0x0010))).flatMap { Self.imagePositions(of: $0) }
    }

    /// Of a value of Image Display Format (2010,0010): `STANDARD\2,3` has 2 columns of 3 rows, `ROW\2,3` rows of 2 and of
    /// 3 images (PS3.3 §C.13.3).
    static func imagePositions(of format: String) -> Int? {
        let parts = format.split(separator: "\\")
        guard parts.count == 2 else { return nil }
        let numbers = parts[1].split(separator: ",").map { Int($0) ?? 0 }
        guard !numbers.isEmpty, numbers.count < 100, numbers.allSatisfy({ (1...99).contains($0) }) else { return nil }
        switch parts[0] {
        case "STANDARD": return numbers.count == 2 ? numbers[0] * numbers[1] : nil
        case "ROW", "COL": return numbers.reduce(0, +)
        default: return nil
        }
    }
}
