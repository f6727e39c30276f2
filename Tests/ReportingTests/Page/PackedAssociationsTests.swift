import Foundation
import Testing
import Troubleshooting

@testable import Reporting

/// What the page's script draws associations from.
@Suite struct PackedAssociationsTests {
    private struct Block: Decodable {
        struct Association: Decodable {
            var between: String
            var establishment: Int
        }
        struct Establishment: Decodable { var contextsTitle: String? }
        var associations: [Association]
        var establishments: [Establishment]
    }

    @Test func eachBlockIsJSONOfItsOwn() throws {
        let details = try RecordedPage.report("department.pcap").associations.details
        let packed = PackedAssociations()
        let count = 3 * PackedAssociations.together + 7
        for index in 0..<count { #expect(packed.add(details[index % details.count])) }
        let blocks = try packed.blocks.map { block in
            let json = try RecordedPage.unpacked(PackedData.text(packed: block))
            return try JSONDecoder().decode(Block.self, from: Data(json))
        }
        #expect(blocks.map(\.associations.count) == [50, 50, 50, 7])
        for block in blocks {
            // Between the same two it is mostly the same, and told once.
            #expect(block.establishments.count < block.associations.count || block.associations.count == 7)
            #expect(block.associations.allSatisfy { block.establishments.indices.contains($0.establishment) })
        }
    }

    /// Without a page to go into nothing is packed, and what has no room is told as a row.
    @Test func whatHasNoRoomIsARow() throws {
        final class Full: FurtherDetails { func add(_ detail: AssociationDetail) -> Bool { false } }
        let full = Full()
        let report = try RecordedPage.report("department.pcap", further: full)
        #expect(report.associations.furtherDetails == 0 && report.associations.rows.allSatisfy { $0.further == nil })
        #expect(report.associations.detailsNotKept > 0)
        #expect(try RecordedPage.written(report).contains("there is the row only"))
    }
}
