import AssociationTimeline
import Evidence
import Testing

@testable import Reporting

@Suite struct TimelineListingTests {
    private func lines(_ association: Association, width: Int = 120, _ options: TextOptions = TextOptions()) throws
        -> [String]
    {
        let text = try temporaryOutput { descriptor in
            var spool = Spool()
            var text = TextTimeline(terminal: Terminal(width: width), options: options)
            _ = try text.render(association, into: &spool)
            try spool.endRecord(serial: 0)
            var output = BufferedOutput(descriptor: descriptor)
            for entry in spool.entries { try spool.writeRecord(entry, to: &output) }
            try output.flush()
        }
        return text.split(separator: "\n").map { String($0) }
    }

    private func store(_ statuses: [UInt16]) -> Association {
        var example = Example()
        example.accept([
            Example.context(1, Example.ct, proposed: [.implicitVRLittleEndian], accepted: .implicitVRLittleEndian)
        ])
        for status in statuses {
            example.operation(
                .cStoreRQ, on: 1, sopClass: Example.ct,
                dataSet: Example.dataSet(.implicitVRLittleEndian, bytes: 500_000), fragments: 33, frames: 40,
                status: status, outcome: status == 0 ? .success : .failure)
        }
        example.release()
        return example.association
    }

    @Test func runsAreFolded() throws {
        let folded = try lines(store(Array(repeating: 0, count: 399)))
        #expect(
            folded.contains(
                "  0.003000  4–16362  →  C-STORE × 399        CT Image Storage · all success · 797 ms, 1.00 ms each, longest 1.00 ms ·"
            ))
        #expect(folded.count < 15)
    }

    @Test func twoAreNoRun() throws {
        #expect(try !lines(store([0, 0])).contains { $0.contains("×") })
    }

    @Test func aFailureAmongSuccessesStandsAlone() throws {
        let listing = try lines(store([0, 0, 0, 0xA700, 0, 0, 0]))
        #expect(listing.filter { $0.contains("C-STORE × 3") }.count == 2)
        #expect(listing.filter { $0.contains("0xA700 Refused: out of resources") }.count == 1)
    }

    @Test func alikeFailuresAreFoldedToo() throws {
        let listing = try lines(store(Array(repeating: 0xA700, count: 20)))
        #expect(listing.contains { $0.contains("C-STORE × 20") && $0.contains("all 0xA700 Refused: out of resources") })
    }

    @Test func expandedShowsEach() throws {
        var options = TextOptions()
        options.expands = true
        let listing = try lines(store(Array(repeating: 0, count: 5)), options)
        #expect(listing.filter { $0.contains("C-STORE-RQ") }.count == 5)
        #expect(listing.filter { $0.contains("C-STORE-RSP") }.count == 5)
    }

    @Test(arguments: [60, 80, 100, 120, 200])
    func nothingIsWiderThanTheTerminal(width: Int) throws {
        for association in [Example.rtPlanStorage(), store([0, 0xA700]), store(Array(repeating: 0, count: 9))] {
            for line in try lines(association, width: width).dropFirst() {
                #expect(line.unicodeScalars.count <= width, "\(line)")
            }
        }
    }

    @Test func anomaliesOfAKindAreToldOnce() throws {
        var example = Example()
        for _ in 0..<5 {
            example.association.anomalies.append(
                Anomaly(
                    "pdu/pdv-odd-length", side: .requestor, evidence: example.step(), clause: "PS3.8 §9.3.5.1",
                    message: "The PDV has an odd number of bytes."))
        }
        let listing = try lines(example.association)
        let notes = listing.filter { $0.contains("odd number") }
        #expect(notes.count == 1)
        #expect(
            notes.first?.hasSuffix("The PDV has an odd number of bytes. (PS3.8 §9.3.5.1) and 4 more of the kind")
                == true)
    }

    @Test func unansweredIsSaidAtTheRequest() throws {
        var example = Example()
        example.operation(.cEchoRQ, on: 1, sopClass: Example.verification, status: nil, outcome: .unanswered)
        #expect(try lines(example.association).contains { $0.contains("C-ECHO-RQ") && $0.contains("no response") })
    }

    @Test func manyContextsAreSummedUp() throws {
        var example = Example()
        example.accept(
            (0..<128).map { index in
                var context = Example.context(
                    UInt8(index * 2 + 1), Example.ct, proposed: [.implicitVRLittleEndian],
                    result: index < 100 ? .acceptance : .abstractSyntaxNotSupported,
                    accepted: index < 100 ? .implicitVRLittleEndian : nil)
                context.uses = index == 7 ? 2 : 0
                return context
            })
        let listing = try lines(example.association)
        #expect(listing.contains { $0.contains("✓  15  CT Image Storage") && $0.hasSuffix("2 messages") })
        #expect(
            listing.contains { $0.contains("… 99 more accepted, not used, 17 more not accepted (--expand lists all)") })
    }
}
