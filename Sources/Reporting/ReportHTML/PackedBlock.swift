import AssociationTimeline
import Evidence
import Troubleshooting
import Wording

/// Some associations packed together, and what their establishment was, which many share.
struct PackedBlock {
    private var json = JSONWriter()
    private var establishments: [[UInt8]] = []
    private var places: [[UInt8]: Int] = [:]

    init(_ details: [AssociationDetail], _ memo: inout EstablishmentMemo) {
        json.beginObject()
        json.key("associations")
        json.beginArray()
        for detail in details { add(detail, &memo) }
        json.endArray()
        json.key("establishments")
        json.beginArray()
        for establishment in establishments { json.value(json: establishment) }
        json.endArray()
        json.endObject()
    }

    var bytes: [UInt8] { PackedData.deflated(json.bytes) }

    private mutating func add(_ detail: AssociationDetail, _ memo: inout EstablishmentMemo) {
        let page = AssociationPage(detail: detail)
        let place = place(of: Self.establishment(page, detail.association, &memo))
        json.object { json in
            json.members(of: PageObject { page.addParticulars(to: &$0) })
            json.member("establishment", place)
            json.members(of: PageObject { page.addOperations(to: &$0) })
            json.member("codes", array: detail.findings) { $0.value($1) }
            LadderDiagram(detail: detail).write(into: &json)
        }
    }

    private static func establishment(
        _ page: AssociationPage, _ association: Association, _ memo: inout EstablishmentMemo
    ) -> [UInt8] {
        let key = EstablishmentMemo.Key(association)
        if let known = key.flatMap({ memo.text(for: $0) }) { return known }
        var json = JSONWriter()
        json.pageObject(PageObject { page.addEstablishment(to: &$0) })
        let text = json.take()
        if let key { memo.keep(text, for: key) }
        return text
    }

    private mutating func place(of establishment: [UInt8]) -> Int {
        if let known = places[establishment] { return known }
        places[establishment] = establishments.count
        establishments.append(establishment)
        return establishments.count - 1
    }
}
