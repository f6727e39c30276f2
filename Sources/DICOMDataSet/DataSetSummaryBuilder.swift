import DICOMDictionary
import Evidence

/// Reduces a data set to what is kept of it.
public struct DataSetSummaryBuilder: DataSetVisitor, Sendable {
    /// Its `evidence` is the caller's to extend.
    public var summary: DataSetSummary
    /// Given to the summary at the end.
    private var attributes: [DataSetSummary.Attribute] = []
    private var characterSet = SpecificCharacterSet.defaultRepertoire
    /// The top-level sequence being passed, where its values are kept.
    private var sequence: OpenSequence?

    private struct OpenSequence {
        var tag: Tag
        /// Of its own attribute.
        var attribute: Int
        var items = 0
        var characterSet: SpecificCharacterSet
    }

    private static let usualAttributes = 16
    private static let mostAttributes = 256
    private static let mostReferences = 4096
    /// Characters of one value. The list of failed instances is all there is to tell which they were.
    private static let longestText = 1024
    private static let longestList = 65_536

    public init(transferSyntax: TransferSyntax, isInferred: Bool = false, evidence: EvidenceRange) {
        summary = DataSetSummary(
            transferSyntax: transferSyntax, transferSyntaxIsInferred: isInferred, evidence: evidence)
    }

    /// Takes over what `DataSetReader.finish` gave.
    public mutating func finish(_ completeness: DataSetCompleteness) {
        summary.attributes = attributes
        summary.bytes = completeness.bytes
        summary.isComplete = completeness.isComplete
        summary.faultCount += completeness.faults
    }

    public mutating func wantsValue(of header: DataElementHeader) -> Bool {
        isKept(header) || (header.depth == 1 && sequence != nil && header.tag == .specificCharacterSet)
    }

    public mutating func element(_ header: DataElementHeader, value: Span<UInt8>?, isComplete: Bool) {
        summary.elements += 1
        guard let value else { return }
        if header.tag == .specificCharacterSet { changeCharacterSet(header, value) }
        guard isKept(header), attributes.count < (isReference(header) ? Self.mostReferences : Self.mostAttributes)
        else { return }
        let text = ElementText.describe(
            header, value: value, characterSet: sequence?.characterSet ?? characterSet,
            limit: header.tag == .failedSOPInstanceUIDList ? Self.longestList : Self.longestText)
        if attributes.isEmpty { attributes.reserveCapacity(Self.usualAttributes) }
        attributes.append(
            DataSetSummary.Attribute(tag: header.tag, text: text, sequence: sequence?.tag))
    }

    public mutating func sequenceBegan(_ header: DataElementHeader) {
        summary.elements += 1
        guard header.depth == 0, DataSetSummary.keeps(header.tag), attributes.count < Self.mostAttributes
        else { return }
        sequence = OpenSequence(
            tag: header.tag, attribute: attributes.count, characterSet: characterSet)
        attributes.append(DataSetSummary.Attribute(tag: header.tag, text: "0"))
    }

    public mutating func sequenceEnded(_ header: DataElementHeader) {
        guard header.depth == 0, let ended = sequence else { return }
        attributes[ended.attribute].text = String(ended.items)
        sequence = nil
    }

    public mutating func itemBegan(_ index: Int, length: UInt32?, offset: UInt64, depth: Int) {
        guard depth == 1 else { return }
        sequence?.items += 1
        sequence?.characterSet = characterSet
    }

    public mutating func itemEnded(_ index: Int, depth: Int) {}

    public mutating func pixelFragment(_ index: Int, length: UInt32, offset: UInt64) {
        if index > 0 { summary.pixelFragments += 1 }
    }

    public mutating func fault(_ fault: DataSetFault) { summary.faults.append(fault) }

    private func isKept(_ header: DataElementHeader) -> Bool {
        switch header.depth {
        case 0: DataSetSummary.keeps(header.tag)
        case 1: isReference(header) || sequence?.items == 1 && DataSetSummary.keeps(header.tag)
        default: false
        }
    }

    /// The instances of a storage commitment are kept one and all: what is asked for is compared with what is answered.
    private func isReference(_ header: DataElementHeader) -> Bool {
        header.depth == 1 && header.tag == .referencedSOPInstanceUID
            && (sequence?.tag == .referencedSOPSequence || sequence?.tag == .failedSOPSequence)
    }

    private mutating func changeCharacterSet(_ header: DataElementHeader, _ value: Span<UInt8>) {
        let declared = SpecificCharacterSet(value: value)
        if header.depth == 0 { characterSet = declared } else { sequence?.characterSet = declared }
        guard let unknown = declared.unknownTerms.first else { return }
        summary.faultCount += 1
        guard !summary.faults.contains(where: { $0.code == SpecificCharacterSet.unknownTermCode }) else { return }
        summary.faults.append(
            DataSetFault(
                SpecificCharacterSet.unknownTermCode, tag: header.tag, offset: header.offset,
                message: "Specific Character Set has a value that PS3.3 §C.12.1.1.2 does not define: \(unknown)"))
    }
}
