import DICOMDataSet
import DICOMDictionary

/// What a performed procedure step must have (PS3.4 Table F.7.2-1), of what is kept of data sets.
enum ProcedureStepTable {
    struct Attribute {
        var tag: Tag
        var sequence: Tag?

        init(_ group: UInt16, _ element: UInt16, in sequence: Tag? = nil) {
            tag = Tag(group, element)
            self.sequence = sequence
        }

        var name: String { tag.dictionaryEntry?.name ?? "\(tag)" }
    }

    private static let scheduled = Tag(0x0040, 0x0270)
    private static let series = Tag(0x0040, 0x0340)
    private static let status = Tag(0x0040, 0x0252)

    /// With a value, from the N-CREATE on.
    private static let type1 = [
        Attribute(0x0008, 0x0060), Attribute(0x0040, 0x0241), Attribute(0x0040, 0x0244), Attribute(0x0040, 0x0245),
        Attribute(0x0040, 0x0252), Attribute(0x0040, 0x0253), Attribute(0x0040, 0x0270),
        Attribute(0x0020, 0x000D, in: scheduled),
    ]
    /// There, if need be empty, from the N-CREATE on.
    private static let type2 = [
        Attribute(0x0008, 0x1032), Attribute(0x0008, 0x1120), Attribute(0x0010, 0x0010), Attribute(0x0010, 0x0020),
        Attribute(0x0010, 0x0030), Attribute(0x0010, 0x0040), Attribute(0x0020, 0x0010), Attribute(0x0040, 0x0242),
        Attribute(0x0040, 0x0243), Attribute(0x0040, 0x0250), Attribute(0x0040, 0x0251), Attribute(0x0040, 0x0254),
        Attribute(0x0040, 0x0255), Attribute(0x0040, 0x0260), Attribute(0x0040, 0x0340),
        Attribute(0x0008, 0x0050, in: scheduled), Attribute(0x0040, 0x1001, in: scheduled),
        Attribute(0x0032, 0x1060, in: scheduled), Attribute(0x0040, 0x0009, in: scheduled),
        Attribute(0x0040, 0x0007, in: scheduled),
    ]
    /// With a value in each series, when the step is over.
    private static let type1OfSeries = [Attribute(0x0018, 0x1030, in: series), Attribute(0x0020, 0x000E, in: series)]

    static func missingType1(_ data: DataSetSummary, isCreated: Bool) -> [String] {
        let isOver = ["COMPLETED", "DISCONTINUED"].contains(data.text(status))
        let hasSeries = data.text(series).flatMap { Int($0) } ?? 0 > 0
        return ((isCreated ? type1 : []) + (isOver && hasSeries ? type1OfSeries : [])).filter { attribute in
            data.text(attribute.tag, in: attribute.sequence).map { $0.isEmpty || $0 == "0" } ?? true
        }.map(\.name)
    }

    static func missingType2(_ data: DataSetSummary) -> [String] {
        type2.filter { data.text($0.tag, in: $0.sequence) == nil }.map(\.name)
    }
}
