import ByteReading
import DICOMDictionary

/// Collects a data set's elements as a tree of bounded size.
public struct DataSetTreeBuilder: DataSetVisitor, Sendable {
    /// The top level.
    public private(set) var elements: [DataSetNode] = []
    /// Elements, at every depth, that did not find a place: "… 12 more".
    public private(set) var omittedElements = 0
    public private(set) var faults: [DataSetFault] = []

    private let limit: Int
    private let textLimit: Int
    /// Elements and items that have a place.
    private var count = 0
    private var open: [Level] = []
    /// Open sequences and items that have no place.
    private var omittedLevels = 0
    private var characterSet = SpecificCharacterSet.defaultRepertoire
    private var fragments: [DataSetNode.Fragment] = []
    private var omittedFragments = 0

    private static let mostFragments = 16
    public static let bytesKept = 64
    /// In bytes; what is longer is bulk data, told by its length.
    private static let longestValue = 65_536

    /// A sequence, or an item with the character set that was in force around it.
    private enum Level {
        case sequence(DataSetNode)
        case item(DataSetNode.Item, outer: SpecificCharacterSet)
    }

    /// - Parameters:
    ///   - limit: elements and items, at every depth.
    ///   - textLimit: characters of one value's text.
    public init(limit: Int = 2000, textLimit: Int = 256) {
        self.limit = limit
        self.textLimit = textLimit
    }

    public mutating func wantsValue(of header: DataElementHeader) -> Bool {
        hasPlace && (header.length ?? 0) <= Self.longestValue || header.tag == .specificCharacterSet
    }

    public mutating func element(_ header: DataElementHeader, value: Span<UInt8>?, isComplete: Bool) {
        if header.tag == .specificCharacterSet, let value, omittedLevels == 0 {
            characterSet = SpecificCharacterSet(value: value)
        }
        guard takePlace() else {
            omittedElements += 1
            return
        }
        var node = DataSetNode(header: header, isComplete: isComplete)
        if header.length == nil {
            node.fragments = fragments
            node.omitted = omittedFragments
            fragments = []
            omittedFragments = 0
        } else {
            node.text = ElementText.describe(
                header, value: value, characterSet: characterSet, limit: textLimit)
            if let value { node.bytes = value.array(0..<Self.bytesKept) }
        }
        add(node)
    }

    public mutating func sequenceBegan(_ header: DataElementHeader) {
        guard takePlace() else {
            omittedElements += 1
            omittedLevels += 1
            return
        }
        open.append(.sequence(DataSetNode(header: header)))
    }

    public mutating func sequenceEnded(_ header: DataElementHeader) {
        guard omittedLevels == 0 else {
            omittedLevels -= 1
            return
        }
        if case .sequence(let node) = open.popLast() { add(node) }
    }

    public mutating func itemBegan(_ index: Int, length: UInt32?, offset: UInt64, depth: Int) {
        guard takePlace() else {
            if omittedLevels == 0 { changeSequence { $0.omitted += 1 } }
            omittedLevels += 1
            return
        }
        open.append(.item(DataSetNode.Item(index: index, length: length, offset: offset), outer: characterSet))
    }

    public mutating func itemEnded(_ index: Int, depth: Int) {
        guard omittedLevels == 0 else {
            omittedLevels -= 1
            return
        }
        guard case .item(let item, let outer) = open.popLast() else { return }
        characterSet = outer
        changeSequence { $0.items.append(item) }
    }

    public mutating func pixelFragment(_ index: Int, length: UInt32, offset: UInt64) {
        if index == 0 {
            fragments = []
            omittedFragments = 0
        }
        if fragments.count < Self.mostFragments {
            fragments.append(DataSetNode.Fragment(index: index, length: length, offset: offset))
        } else {
            omittedFragments += 1
        }
    }

    public mutating func fault(_ fault: DataSetFault) { faults.append(fault) }

    private var hasPlace: Bool { omittedLevels == 0 && count < limit }

    private mutating func takePlace() -> Bool {
        guard hasPlace else { return false }
        count += 1
        return true
    }

    private mutating func add(_ node: DataSetNode) {
        guard case .item(var item, let outer) = open.popLast() else {
            elements.append(node)
            return
        }
        item.elements.append(node)
        open.append(.item(item, outer: outer))
    }

    private mutating func changeSequence(_ change: (inout DataSetNode) -> Void) {
        guard case .sequence(var node) = open.popLast() else { return }
        change(&node)
        open.append(.sequence(node))
    }
}
