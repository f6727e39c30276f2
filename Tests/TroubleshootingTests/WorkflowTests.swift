import Testing

@testable import Troubleshooting

@Suite struct WorkflowTests {
    @Test func aStudyIsFollowedThroughTheDepartment() throws {
        let report = try Captured.report("department.pcap")
        let thread = try #require(report.workflows.threads.first)
        #expect(
            thread.legs.map(\.step) == [
                .worklistQuery, .procedureStepBegun, .store, .procedureStepEnded, .commitmentRequest, .commitmentReport,
                .query, .retrieve, .store,
            ])
        #expect(thread.legs.last?.text == "for C-MOVE of WORKSTATION")
        #expect(thread.missing.isEmpty)
    }

    @Test func missingLegsAreTold() throws {
        let threads = try Captured.report("rule-unfinished-for-hours.pcap").workflows.threads
        let missing = Set(threads.flatMap(\.missing).map(\.step))
        #expect(missing.contains(.procedureStepEnded))
        #expect(missing.contains(.commitmentReport))
    }

    @Test func countersAreComparedWithWhatWasSeen() throws {
        let retrieval = try #require(try Captured.report("department.pcap").objects.retrievals.first)
        #expect(retrieval.storesSeen == 18)
        #expect(retrieval.storesSucceeded == 17)
        #expect(retrieval.discrepancy == "The counters say 0 stored, the capture shows 17.")
    }

    @Test func rejectedContextsSayWhatWouldHelp() throws {
        let report = try Captured.report("contexts-transfer-syntax-not-supported.pcap")
        let row = try #require(report.negotiations.first?.rows.first)
        #expect(row.why == "ARCHIVE supports none of the transfer syntaxes proposed for CT Image Storage.")
        #expect(row.change?.contains("Implicit VR Little Endian") == true)
        #expect(row.evidence.map(\.frame.rawValue) == [4, 6])
    }
}
