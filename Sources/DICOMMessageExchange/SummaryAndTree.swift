import DICOMDataSet

/// Hands a data set to its summary and, where they are wanted, to its tree and to the check of its elements.
struct SummaryAndTree: DataSetVisitor {
    var summary: DataSetSummaryBuilder
    var tree: DataSetTreeBuilder?
    var check: ElementCheck?

    @inline(__always)
    mutating func wantsValue(of header: DataElementHeader) -> Bool {
        let forSummary = summary.wantsValue(of: header)
        let forTree = tree?.wantsValue(of: header) ?? false
        let forCheck = check?.wantsValue(of: header) ?? false
        return forSummary || forTree || forCheck
    }

    mutating func element(_ header: DataElementHeader, value: Span<UInt8>?, isComplete: Bool) {
        summary.element(header, value: value, isComplete: isComplete)
        tree?.element(header, value: value, isComplete: isComplete)
        check?.element(header, value: value, isComplete: isComplete)
    }

    mutating func sequenceBegan(_ header: DataElementHeader) {
        summary.sequenceBegan(header)
        tree?.sequenceBegan(header)
        check?.sequenceBegan(header)
    }

    mutating func sequenceEnded(_ header: DataElementHeader) {
        summary.sequenceEnded(header)
        tree?.sequenceEnded(header)
        check?.sequenceEnded(header)
    }

    mutating func itemBegan(_ index: Int, length: UInt32?, offset: UInt64, depth: Int) {
        summary.itemBegan(index, length: length, offset: offset, depth: depth)
        tree?.itemBegan(index, length: length, offset: offset, depth: depth)
        check?.itemBegan(index, length: length, offset: offset, depth: depth)
    }

    mutating func itemEnded(_ index: Int, depth: Int) {
        summary.itemEnded(index, depth: depth)
        tree?.itemEnded(index, depth: depth)
        check?.itemEnded(index, depth: depth)
    }

    mutating func pixelFragment(_ index: Int, length: UInt32, offset: UInt64) {
        summary.pixelFragment(index, length: length, offset: offset)
        tree?.pixelFragment(index, length: length, offset: offset)
        check?.pixelFragment(index, length: length, offset: offset)
    }

    var readsOffsetTable: Bool { check != nil }

    mutating func offsetTable(_ bytes: Span<UInt8>) { check?.offsetTable(bytes) }

    mutating func fault(_ fault: DataSetFault) {
        summary.fault(fault)
        tree?.fault(fault)
        check?.fault(fault)
    }
}
