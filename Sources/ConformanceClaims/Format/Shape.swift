/// What may stand at a place of a claims file. The loader checks files against it and the JSON Schema is written from it,
/// so that both know the same fields.
indirect enum Shape: Sendable {
    case text
    case integer(ClosedRange<Int>)
    case boolean
    /// One of some words.
    case choice([String])
    /// A number from 0, or `unlimited`.
    case limit
    case uid(UIDVocabulary)
    case status
    case attribute
    case endpoint
    /// Result, source and reason of an A-ASSOCIATE-RJ: `[1, 1, 7]`.
    case rejection
    /// A list; one value alone is a list of it.
    case list(Shape)
    /// `none`, or the shape.
    case orNone(Shape)
    /// A single value of the first shape, or the second.
    case orWord(Shape, Shape)
    /// The shape, or a mapping that has it as one of its fields.
    case orRecord(Shape, RecordShape)
    case record(RecordShape)
    /// A mapping whose keys are the author's.
    case map(Shape)
}
