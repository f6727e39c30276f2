import Testing
import Troubleshooting

@testable import Reporting

/// What a report keeps to itself, and what it does not claim to know.
@Suite struct ReportMaskTests {
    /// With these begin the UIDs of all studies, series and objects in department.pcap.
    private static let root = "1.2.826.0.1.3680043.8.498.1."

    private func written(_ report: TroubleshootingReport, as format: ReportFormat) throws -> String {
        try temporaryOutput { descriptor in
            var output = BufferedOutput(descriptor: descriptor)
            try format.write(report, terminal: Terminal(), to: &output)
        }
    }

    @Test(arguments: ReportFormat.allCases)
    func uidsThatLeadToThePatientAreTokens(format: ReportFormat) throws {
        let masked = try written(RecordedPage.report("department.pcap"), as: format)
        #expect(!masked.contains(Self.root))
        #expect(masked.contains("UID-1"))
        let shown = try written(RecordedPage.report("department.pcap", showsPatientData: true), as: format)
        #expect(shown.contains(Self.root) && !shown.contains("UID-1"))
    }

    @Test func whatIsPackedInAPageIsMaskedToo() throws {
        let page = try RecordedPage.written(
            RecordedPage.report("department.pcap"), limits: AssociationsSection.Limits(drawn: 0, rows: 0))
        let packed = PageMarkup(page).scripts.filter { $0.attributes.contains(PackedData.type) }
        #expect(packed.count > 12)
        for script in packed {
            let text = String(decoding: try RecordedPage.unpacked(script.text), as: UTF8.self)
            #expect(text.contains(" → ") || script.attributes.contains("labels"))
            #expect(!text.contains(Self.root) && !text.contains("^") && !text.contains("TEST-0"))
        }
    }

    @Test func aUIDHasOneTokenInTheLedgerInOperationsAndInFindings() throws {
        let report = try RecordedPage.report("data-set-command-contradicts.pcap")
        let object = try #require(report.objects.entries.first)
        #expect(object.sopInstanceUID.hasPrefix("UID-"))
        #expect(report.associations.details.first?.operations.first?.sopInstance == object.sopInstanceUID)
        let finding = try #require(report.findings.findings.first { $0.rule.id == "storage/instance-uid-contradicts" })
        #expect(finding.message.contains("\"\(object.sopInstanceUID)\""))
        #expect(!finding.message.contains(Self.root))
    }

    @Test func aStudyNamedInAnItemOnlyIsMaskedInFindings() throws {
        let text = try written(RecordedPage.report("rule-mpps-and-images.pcap"), as: .json)
        #expect(!text.contains(Self.root))
    }

    @Test func uidsTheStandardGivesToEverybodyStay() throws {
        let report = try RecordedPage.report("storage-commitment-same-association.pcap")
        let instances = report.associations.details.flatMap(\.operations).compactMap(\.sopInstance)
        #expect(instances.contains("1.2.840.10008.1.20.1.1"))
    }

    @Test func whatTheCaptureHidesHasNotFailed() throws {
        let report = try RecordedPage.report("requestor-side-only.pcap")
        let relation = try #require(report.peers.relations.first)
        #expect(relation.operationCount == 7)
        #expect(relation.failedOperationCount == 0 && relation.unknownOperationCount == 7)
        #expect(report.associations.rows.first?.failedOperations == 0)
    }

    @Test func nothingIsUnjudgedForALackWhereNothingIsMissing() throws {
        #expect(try RecordedPage.report("abort-by-requestor-during-data-set.pcap").quality.notJudged.isEmpty)
        #expect(try !RecordedPage.report("mid-association.pcap").quality.notJudged.isEmpty)
    }

    @Test func aRejectedAssociationSaysNothingOfItsContexts() throws {
        #expect(try RecordedPage.report("rule-data-after-rejection.pcap").negotiations.isEmpty)
    }

    @Test func aDetailTellsTheOutcomeItsRowTells() throws {
        let report = try RecordedPage.report("closed-without-release.pcap")
        #expect(report.associations.details.first?.outcomeText == report.associations.rows.first?.outcomeText)
    }
}
