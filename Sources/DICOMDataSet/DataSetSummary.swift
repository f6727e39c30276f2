import DICOMDictionary
import Evidence

/// What is kept of a data set when it has passed: never its pixels.
public struct DataSetSummary: Sendable {
    public var transferSyntax: TransferSyntax
    /// The handshake was not captured and the syntax was inferred from the bytes.
    public var transferSyntaxIsInferred: Bool
    /// As sent, before inflating.
    public var bytes: UInt64
    /// Every byte was captured, and it ended where an element ends.
    public var isComplete: Bool
    /// Elements at every depth, sequences and their contents among them; items and delimiters are not.
    public var elements: Int
    /// Fragments of encapsulated pixel data, the Basic Offset Table not counted.
    public var pixelFragments: Int
    private var packed: PackedAttributes
    /// The first ones.
    public var faults: [DataSetFault]
    /// All there were.
    public var faultCount: Int
    /// What is wrong with single elements, the first ones; none where elements were not checked.
    public var elementFaults: [ElementFault]
    /// All there were.
    public var elementFaultCount: Int
    /// Frames, from the first byte of the first fragment to the last of the last.
    public var evidence: EvidenceRange

    public struct Attribute: Hashable, Sendable {
        public var tag: Tag
        /// Of a sequence, the number of its items.
        public var text: String
        /// The top-level sequence in whose first item it stands; `nil` for the top level's own.
        public var sequence: Tag?
        public init(tag: Tag, text: String, sequence: Tag? = nil) {
            self.tag = tag
            self.text = text
            self.sequence = sequence
        }
    }

    public init(transferSyntax: TransferSyntax, transferSyntaxIsInferred: Bool = false, evidence: EvidenceRange) {
        self.transferSyntax = transferSyntax
        self.transferSyntaxIsInferred = transferSyntaxIsInferred
        self.evidence = evidence
        bytes = 0
        isComplete = false
        elements = 0
        pixelFragments = 0
        packed = PackedAttributes()
        faults = []
        faultCount = 0
        elementFaults = []
        elementFaultCount = 0
    }

    /// The values that reports and rules name (`keptTags`), in the order received, as text with its character set applied.
    public var attributes: [Attribute] {
        get { Array(packed) }
        set { packed = PackedAttributes(newValue) }
    }

    /// Whether each text of the other that is not empty is its own, too, byte by byte, and is one value: none is that has a
    /// backslash in it.
    package func hasAll(of other: DataSetSummary) -> Bool { packed.hasAll(of: other.packed) }

    /// The text of each attribute that is one of those, with its place among them; as `attributes` in order.
    package func forEachText(of tags: [Tag], _ body: (Int, String) -> Void) { packed.forEachText(of: tags, body) }

    /// Tags of the attributes at the top level.
    package var topLevelTags: [Tag] { packed.topLevelTags }

    /// About what it takes in memory.
    package var keptBytes: Int {
        256 + packed.bytes.count + faults.count * 256
            + elementFaults.reduce(0) { $0 + 64 + $1.path.count * 16 }
    }

    package var withoutDetails: DataSetSummary {
        var summary = self
        summary.packed = PackedAttributes()
        summary.faults = []
        summary.elementFaults = []
        return summary
    }

    public func text(_ tag: Tag, in sequence: Tag? = nil) -> String? { packed.text(tag, in: sequence) }

    /// Items of a sequence at the top level, `nil` where it is not kept. Of the 32 bits of a length: whoever sends digits in
    /// the sequence's place gets no number of which a few sum up to more than an `Int` holds.
    package func itemCount(_ sequence: Tag) -> Int? { text(sequence).flatMap { UInt32($0) }.map { Int($0) } }
}
