import DICOMDataSet
import DICOMDictionary
import DICOMMessageExchange
import Evidence

/// The first byte chooses the transfer syntax, the second tells how many bytes of portioning follow (up to 63); the rest
/// is a data set. Without gaps, what is found must not depend on the portions.
func fuzzDataSet(_ bytes: [UInt8]) {
    var script = Script(bytes)
    let uids = [
        "1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.1.99",
        "1.2.840.10008.1.2.4.70", "1.2.840.10008.1.2.5", "1.2.840.113619.5.2", "1.2.3.4",
    ]
    let syntax = TransferSyntax(UID(rawValue: uids[Int(script.byte()) % uids.count]))
    let portions = script.take(Int(script.byte() & 0x3F))
    let stream = script.rest()
    let whole = read(stream, Portions([], of: stream.count), syntax)
    let portioned = read(stream, Portions(portions, of: stream.count), syntax)
    if portions.allSatisfy({ $0 < 0xF0 }) {
        precondition(whole == portioned, "portions make no difference: \(whole.difference(from: portioned))")
    }
    _ = TransferSyntaxInference.infer(stream.span)
}

private func read(_ stream: [UInt8], _ portions: Portions, _ syntax: TransferSyntax) -> [String] {
    var portions = portions
    var reader = DataSetReader(transferSyntax: syntax)
    var builder = DataSetSummaryBuilder(
        transferSyntax: syntax,
        evidence: EvidenceRange(
            ByteOrigin(frame: FrameNumber(1), time: Timestamp(nanoseconds: 0), offset: 0)))
    var tree = DataSetTreeBuilder()
    var both = BothBuilders(
        summary: builder, tree: tree,
        check: ElementCheck(transferSyntax: syntax, purpose: stream.count % 2 == 0 ? .instance : .identifier))
    while let portion = portions.next() {
        switch portion {
        case .bytes(let range): reader.push(stream.span.extracting(range), visitor: &both)
        case .gap(let length): reader.lost(length, visitor: &both)
        }
    }
    let completeness = reader.finish(visitor: &both)
    precondition(both.depth == 0, "what begins ends")
    builder = both.summary
    tree = both.tree
    builder.finish(completeness)
    both.check.finish(isComplete: completeness.isComplete)
    precondition(both.check.faults.count <= 64, "faults are bounded")
    let summary = builder.summary
    precondition(summary.attributes.count <= 256, "attributes are bounded")
    return [
        "\(completeness.bytes) \(completeness.lostBytes) \(completeness.unreadableBytes) \(completeness.isComplete)",
        "\(completeness.faults) \(summary.elements) \(summary.pixelFragments) \(tree.elements.count)",
    ] + summary.attributes.map { "\($0.tag) \($0.text)" } + summary.faults.map { "\($0.code) \($0.offset)" }
        + both.check.faults.map { "\($0.code) \($0.offset) \($0.message)" }
}

private struct BothBuilders: DataSetVisitor {
    var summary: DataSetSummaryBuilder
    var tree: DataSetTreeBuilder
    var check: ElementCheck
    var depth = 0

    mutating func wantsValue(of header: DataElementHeader) -> Bool {
        let forSummary = summary.wantsValue(of: header)
        let forTree = tree.wantsValue(of: header)
        return check.wantsValue(of: header) || forSummary || forTree
    }

    mutating func element(_ header: DataElementHeader, value: Span<UInt8>?, isComplete: Bool) {
        summary.element(header, value: value, isComplete: isComplete)
        tree.element(header, value: value, isComplete: isComplete)
        check.element(header, value: value, isComplete: isComplete)
    }

    mutating func sequenceBegan(_ header: DataElementHeader) {
        depth += 1
        summary.sequenceBegan(header)
        tree.sequenceBegan(header)
        check.sequenceBegan(header)
    }

    mutating func sequenceEnded(_ header: DataElementHeader) {
        depth -= 1
        summary.sequenceEnded(header)
        tree.sequenceEnded(header)
        check.sequenceEnded(header)
    }

    mutating func itemBegan(_ index: Int, length: UInt32?, offset: UInt64, depth: Int) {
        self.depth += 1
        summary.itemBegan(index, length: length, offset: offset, depth: depth)
        tree.itemBegan(index, length: length, offset: offset, depth: depth)
        check.itemBegan(index, length: length, offset: offset, depth: depth)
    }

    mutating func itemEnded(_ index: Int, depth: Int) {
        self.depth -= 1
        summary.itemEnded(index, depth: depth)
        tree.itemEnded(index, depth: depth)
        check.itemEnded(index, depth: depth)
    }

    mutating func pixelFragment(_ index: Int, length: UInt32, offset: UInt64) {
        summary.pixelFragment(index, length: length, offset: offset)
        tree.pixelFragment(index, length: length, offset: offset)
        check.pixelFragment(index, length: length, offset: offset)
    }

    var readsOffsetTable: Bool { true }
    mutating func offsetTable(_ bytes: Span<UInt8>) { check.offsetTable(bytes) }

    mutating func fault(_ fault: DataSetFault) {
        summary.fault(fault)
        tree.fault(fault)
        check.fault(fault)
    }
}
