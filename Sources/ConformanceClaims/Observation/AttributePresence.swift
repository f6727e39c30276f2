import DICOMDataSet
import DICOMDictionary

/// Whether an instance has an attribute inside sequences, and a value of it, in every item it would belong to.
enum AttributePresence {
    case filled, empty, missing

    /// `nil` where the instance lacks the sequence around it, or its items: then nothing is asked of the attribute.
    init?(of path: ArraySlice<Tag>, in elements: [DataSetNode]) {
        guard let tag = path.first else { return nil }
        let node = elements.first { $0.header.tag == tag }
        guard path.count > 1 else {
            self = node.map { $0.isFilled ? .filled : .empty } ?? .missing
            return
        }
        let inside = (node?.items ?? []).compactMap { AttributePresence(of: path.dropFirst(), in: $0.elements) }
        if inside.isEmpty { return nil }
        self = inside.contains(.missing) ? .missing : inside.contains(.empty) ? .empty : .filled
    }
}

extension DataSetNode {
    /// It has a value: for a sequence, at least one item.
    var isFilled: Bool { header.vr == .sequence ? !items.isEmpty || omitted > 0 : header.length != 0 }
}
