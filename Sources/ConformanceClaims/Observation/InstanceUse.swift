import DICOMDataSet
import DICOMDictionary

/// The data sets of C-STOREs of one SOP class, and which attributes they had.
struct InstanceUse: Sendable {
    var instances: Tally
    /// At the top level.
    var attributes: [Tag: AttributeUse] = [:]
    /// Those inside sequences that were looked for; only instances that have the sequence count.
    var nested: [AttributePath: AttributeUse] = [:]
    /// Values of private creator elements.
    var privateCreators: [String: Tally] = [:]
    struct AttributeUse: Sendable {
        /// Has a value.
        var filled: Tally?
        /// Is there without one.
        var empty: Tally?
        var missing: Tally?

        var present: Int { (filled?.count ?? 0) + (empty?.count ?? 0) }

        mutating func add(_ other: AttributeUse) {
            filled.add(other.filled)
            empty.add(other.empty)
            missing.add(other.missing)
        }
    }

    static let mostAttributes = 2_000
    static let mostCreators = 256

    /// One instance.
    ///
    /// - Parameter paths: attributes inside sequences that are looked for.
    init(_ elements: [DataSetNode], nested paths: [AttributePath], _ sighting: Sighting) {
        let tally = Tally(sighting)
        instances = tally
        for node in elements where !node.header.tag.isGroupLength {
            let tag = node.header.tag
            if tag.isPrivateCreator {
                if let text = node.text { privateCreators[text.bounded] = tally }
            } else if !tag.isPrivate {
                attributes[tag] = node.isFilled ? AttributeUse(filled: tally) : AttributeUse(empty: tally)
            }
        }
        for path in paths {
            switch AttributePresence(of: path.tags[...], in: elements) {
            case .filled: nested[path] = AttributeUse(filled: tally)
            case .empty: nested[path] = AttributeUse(empty: tally)
            case .missing: nested[path] = AttributeUse(missing: tally)
            case nil: break
            }
        }
    }

    mutating func add(_ other: InstanceUse) {
        for tag in attributes.keys where other.attributes[tag] == nil {
            attributes[tag]?.missing.add(other.instances)
        }
        for (tag, use) in other.attributes {
            if attributes[tag] != nil {
                attributes[tag]?.add(use)
            } else if attributes.count < Self.mostAttributes {
                var use = use
                use.missing.add(instances)
                attributes[tag] = use
            }
        }
        for (path, use) in other.nested { nested[path, default: AttributeUse()].add(use) }
        for (creator, tally) in other.privateCreators {
            if let place = privateCreators.index(forKey: creator) {
                privateCreators.values[place].add(tally)
            } else if privateCreators.count < Self.mostCreators {
                privateCreators[creator] = tally
            }
        }
        instances.add(other.instances)
    }

    var size: Int { attributes.count + nested.count + privateCreators.count + 1 }

    /// In bytes, about, more than there were.
    func growth(adding other: InstanceUse) -> Int {
        other.attributes.keys.count { attributes[$0] == nil } * Self.costOfAttribute
            + other.privateCreators.keys.count { privateCreators[$0] == nil } * Self.costOfAttribute
    }

    static let cost = 512
    static let costOfAttribute = 224
}
