import DICOMDataSet

/// Hands a data set to its summary and, where they are wanted, to its tree and to the check of its elements.
struct SummaryAndTree: DataSetVisitor {
    var summary: DataSetSummaryBuilder
    var tree: DataSetTreeBuilder?
    var check: ElementCheckInProgress?

    @inline(__always)
    mutating func wantsValue(of header: DataElementHeader) -> Bool {
        let forSummary = summary.wantsValue(of: header)
        let forTree = tree?.wantsValue(of: header) ?? false
        let forCheck = unsafe check?.check.wantsValue(of: header) ?? false
        return forSummary || forTree || forCheck
    }

    mutating func element(_ header: DataElementHeader, value: Span<UInt8>?, isComplete: Bool) {
        summary.element(header, value: value, isComplete: isComplete)
        tree?.element(header, value: value, isComplete: isComplete)
        unsafe check?.check.element(header, value: value, isComplete: isComplete)
    }

    mutating func sequenceBegan(_ header: DataElementHeader) {
        summary.sequenceBegan(header)
        tree?.sequenceBegan(header)
        unsafe check?.check.sequenceBegan(header)
    }

    mutating func sequenceEnded(_ header: DataElementHeader) {
        summary.sequenceEnded(header)
        tree?.sequenceEnded(header)
        unsafe check?.check.sequenceEnded(header)
    }

    mutating func itemBegan(_ index: Int, length: UInt32?, offset: UInt64, depth: Int) {
        summary.itemBegan(index, length: length, offset: offset, depth: depth)
        tree?.itemBegan(index, length: length, offset: offset, depth: depth)
        unsafe check?.check.itemBegan(index, length: length, offset: offset, depth: depth)
    }

    mutating func itemEnded(_ index: Int, depth: Int) {
        summary.itemEnded(index, depth: depth)
        tree?.itemEnded(index, depth: depth)
        unsafe check?.check.itemEnded(index, depth: depth)
    }

    mutating func pixelFragment(_ index: Int, length: UInt32, offset: UInt64) {
        summary.pixelFragment(index, length: length, offset: offset)
        tree?.pixelFragment(index, length: length, offset: offset)
        unsafe check?.check.pixelFragment(index, length: length, offset: offset)
    }

    var readsOffsetTable: Bool { check != nil }

    mutating func offsetTable(_ bytes: Span<UInt8>) { unsafe check?.check.offsetTable(bytes) }

    mutating func fault(_ fault: DataSetFault) {
        summary.fault(fault)
        tree?.fault(fault)
        unsafe check?.check.fault(fault)
    }
}

/// Apart from the message it is part of, which is moved about: most data sets are not checked.
final class ElementCheckInProgress {
    // Unsafe: no access is checked at run time for overlapping others. There are none, it is never called back into while
    // it is at work; and it is called for every element.
    @exclusivity(unchecked) var check: ElementCheck

    init(_ check: ElementCheck) { self.check = check }
}
