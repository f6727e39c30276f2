import DICOMDataSet
import DICOMDictionary
import RuleExpression

extension RecordType {
    static let dataSet: RecordType = RecordType(
        "DataSet",
        "A message's data set. Its attributes are facts by their PS3.6 keyword: "
            + "absent where the data set has none, \"\" where it is empty, unknown where it may have been lost.",
        [
            .fact("transferSyntax", .uid, "The transfer syntax it is in.") { (r: DataSetFacts) in
                Value(r.summary.transferSyntax.uid)
            },
            .fact("transferSyntaxEntry", .record(.uid), "The transfer syntax in the registry.") { (r: DataSetFacts) in
                .record(UIDFacts(r.summary.transferSyntax.uid))
            },
            .fact(
                "transferSyntaxIsInferred", .boolean, "The handshake was not captured: it was guessed from the bytes."
            ) {
                (r: DataSetFacts) in Value(r.summary.transferSyntaxIsInferred)
            },
            .fact("bytes", .integer, "As sent.") { (r: DataSetFacts) in Value(r.summary.bytes) },
            .fact("isComplete", .boolean, "All of it was captured and it ends where an element ends.") {
                (r: DataSetFacts) in Value(r.summary.isComplete)
            },
            .fact("elements", .integer, "Elements at every depth.") { (r: DataSetFacts) in Value(r.summary.elements) },
            .fact("pixelFragments", .integer, "Fragments of encapsulated pixel data.") { (r: DataSetFacts) in
                Value(r.summary.pixelFragments)
            },
            .fact("faults", .list(of: .dataSetFault), "What is wrong with its encoding: the first ones.") {
                (r: DataSetFacts) in Value(r.faults)
            },
            .fact("faultCount", .integer, "All faults there were.") { (r: DataSetFacts) in Value(r.summary.faultCount)
            },
            .fact("from", .side, "Its sender.") { (r: DataSetFacts) in Value(r.message.message.from) },
            .fact(
                "missingType1", .list(.text),
                "Of a performed procedure step: attributes it must have a value of by now and has not."
            ) { (r: DataSetFacts) in Value(r.missingType1) },
            .fact(
                "missingType2", .list(.text),
                "Of a performed procedure step's N-CREATE: attributes that may be empty and are not there at all."
            ) { (r: DataSetFacts) in Value(r.missingType2) },
        ] + attributes)

    static let dataSetFault: RecordType = RecordType(
        "DataSetFault", "Something in a data set that PS3.5 or PS3.6 does not allow.",
        [
            .fact("code", .text, "`data-set/odd-length`, `element/date-malformed`.") { (r: DataSetFaultFacts) in
                Value(r.code)
            },
            .fact("message", .text, "One plain sentence, without the value.") { (r: DataSetFaultFacts) in
                Value(r.message)
            },
            .fact("tag", .text, "The element: `(0010,0010)`.") { (r: DataSetFaultFacts) in
                Value(r.tag.map { "\($0)" })
            },
            .fact("group", .integer, "The element's group.") { (r: DataSetFaultFacts) in Value(r.tag?.group) },
            .fact("name", .text, "The element's name.") { (r: DataSetFaultFacts) in
                Value(r.tag?.dictionaryEntry?.name)
            },
            .fact("keyword", .text, "The element's keyword.") { (r: DataSetFaultFacts) in
                Value(r.tag?.dictionaryEntry?.keyword)
            },
            .fact("element", .text, "The element by name and tag: `Patient ID (0010,0020)`.") {
                (r: DataSetFaultFacts) in
                Value(r.tag.map { tag in (tag.dictionaryEntry.map { $0.name + " " } ?? "") + "\(tag)" })
            },
            .fact("offset", .integer, "From the data set's first byte.") { (r: DataSetFaultFacts) in
                Value(r.offset)
            },
            .fact("vr", .text, "Of `element/…` and the like: the VR, as sent where it is sent.") {
                (r: DataSetFaultFacts) in Value(r.element.map { "\($0.vr)" })
            },
            .fact(
                "place", .text,
                "The same: the items around it, `ReferencedSeriesSequence[1].ReferencedSOPSequence[3]`; \"\" at the top."
            ) { (r: DataSetFaultFacts) in Value(r.element?.place) },
            .fact("expected", .text, "The same: what PS3.5 or PS3.6 has instead.") { (r: DataSetFaultFacts) in
                Value(r.element?.expectation)
            },
            .fact("count", .integer, "The same: elements of this tag with this fault in the data set.") {
                (r: DataSetFaultFacts) in Value(r.element?.count)
            },
        ])

    static let item: RecordType = RecordType(
        "Item",
        "The first item of a sequence: its attributes are facts by their keyword, as those of a data set are.",
        [
            .fact("items", .integer, "How many items the sequence has.") { (r: ItemFacts) in Value(r.items) }
        ] + itemAttributes)

    private static func type(of vr: VR, _ tag: Tag) -> ValueType {
        if PatientData.contains(tag, vr) { return .identity(kind: PatientData.kind(tag, vr)) }
        switch vr {
        case .uniqueIdentifier: return .uid
        case .unsignedShort, .signedShort, .unsignedLong, .signedLong, .integerString: return .integer
        default: return .text
        }
    }

    private static var attributes: [Field] {
        DataSetSummary.keptTags.compactMap { tag in
            guard let entry = tag.dictionaryEntry else { return nil }
            let vr = tag.dictionaryVR
            let documentation = "\(tag) \(entry.name)"
            if vr == .sequence {
                return .fact(entry.keyword, .record(.item), documentation + ": its first item.") { (r: DataSetFacts) in
                    r.summary.text(tag) != nil
                        ? .record(ItemFacts(tag, r)) : r.summary.isComplete ? .absent : .unknown
                }
            }
            if tag == .failedSOPInstanceUIDList {
                return .fact(entry.keyword, .list(.uid), documentation + ".") { (r: DataSetFacts) in
                    guard case .text(let text) = r.attribute(tag, vr: vr) else { return r.attribute(tag, vr: vr) }
                    return .list(text.split(separator: "\\").map { .text(String($0)) })
                }
            }
            return .fact(entry.keyword, type(of: vr, tag), documentation + ".") { (r: DataSetFacts) in
                r.attribute(tag, vr: vr)
            }
        }
    }

    private static var itemAttributes: [Field] {
        DataSetSummary.keptTags.compactMap { tag in
            guard let entry = tag.dictionaryEntry, tag.dictionaryVR != .sequence else { return nil }
            let vr = tag.dictionaryVR
            return .fact(entry.keyword, type(of: vr, tag), "\(tag) \(entry.name).") { (r: ItemFacts) in
                r.dataSet.attribute(tag, in: r.sequence, vr: vr)
            }
        }
    }
}
