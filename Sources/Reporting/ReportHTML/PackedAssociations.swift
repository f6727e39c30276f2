import AssociationTimeline
import Evidence
import Troubleshooting
import Wording

/// Associations in full that are not drawn in the page: what is to be told of them, packed as they end, so that tens of
/// thousands need little memory. The page's script lays out their ladders, as `LadderDiagram` does those of the page.
public final class PackedAssociations: FurtherDetails {
    /// In base64 it is a third more.
    private static let mostBytes = 12 << 20
    /// Unpacked together.
    static let together = 50

    private var packed: [[UInt8]] = []
    private var bytes = 0
    private var block = Block()
    private var establishments = EstablishmentMemo()

    public init() {}

    public func add(_ detail: AssociationDetail) -> Bool {
        guard bytes < Self.mostBytes else { return false }
        let association = detail.association
        let key = EstablishmentMemo.Key(association)
        let page = AssociationPage(detail: detail)
        let establishment =
            key.flatMap { establishments.text(for: $0) }
            ?? {
                var json = JSONWriter()
                json.pageObject(PageObject { page.addEstablishment(to: &$0) })
                let text = json.take()
                if let key { establishments.keep(text, for: key) }
                return text
            }()
        let place = block.place(of: establishment)
        block.json.object { json in
            json.members(of: PageObject { page.addParticulars(to: &$0) })
            json.member("establishment", place)
            json.members(of: PageObject { page.addOperations(to: &$0) })
            json.member("codes", array: detail.findings) { $0.value($1) }
            LadderDiagram(detail: detail).write(into: &json)
        }
        block.count += 1
        if block.count == Self.together {
            packed.append(block.packed)
            bytes += packed.last?.count ?? 0
            block = Block()
        }
        return true
    }

    /// Each of `together` associations, but the last of fewer.
    var blocks: [[UInt8]] { block.count > 0 ? packed + [block.packed] : packed }

    /// Associations, and what their establishment was, which many share.
    private struct Block {
        var json = JSONWriter()
        var count = 0
        private var establishments: [[UInt8]] = []
        private var places: [[UInt8]: Int] = [:]

        init() {
            json.beginObject()
            json.key("associations")
            json.beginArray()
        }

        mutating func place(of establishment: [UInt8]) -> Int {
            if let known = places[establishment] { return known }
            places[establishment] = establishments.count
            establishments.append(establishment)
            return establishments.count - 1
        }

        var packed: [UInt8] {
            var json = json
            json.endArray()
            json.key("establishments")
            json.beginArray()
            for establishment in establishments { json.value(json: establishment) }
            json.endArray()
            json.endObject()
            return PackedData.deflated(json.bytes)
        }
    }
}
