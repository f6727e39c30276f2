import AssociationTimeline
import Foundation
import NetworkLayers
import Testing

@testable import Reporting
import Wording

@Suite struct TimelineReportTests {
    /// What `auscult timeline` writes of these associations, which end in the order given.
    private func written(
        _ format: TimelineReport.Format, _ associations: [Association], certain: Bool = false, only: Int? = nil,
        showsPatientData: Bool = false
    ) throws -> String {
        try temporaryOutput { descriptor in
            let report = TimelineReport(
                format: format, terminal: Terminal(), showsPatientData: showsPatientData, descriptor: descriptor)
            // The association that ended last began first.
            func number(_ serial: Int) -> Int? { associations.count - serial }
            for association in associations {
                report.ended(association)
                try report.writeCertain(only: only) { certain ? number($0) : nil }
            }
            try report.finish(Example.totals, only: only, number: number)
        }
    }

    private func parsed(_ text: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    }

    @Test func jsonIsOneObjectInTheOrderOfNumbers() throws {
        let associations = [Example.rtPlanStorage(serial: 0), Example.rtPlanStorage(serial: 1)]
        let root = try parsed(written(.json, associations))
        #expect(root["schema"] as? String == "auscult.timeline/1")
        let list = try #require(root["associations"] as? [[String: Any]])
        #expect(list.map { $0["id"] as? Int } == [1, 2])
        #expect(list.map { $0["tcpStream"] as? Int } == [1, 0])
        let capture = try #require(root["capture"] as? [String: Any])
        for name in [
            "files", "format", "linkTypes", "packets", "bytes", "firstPacket", "lastPacket", "truncatedPackets", "gaps",
            "lostBytes",
        ] {
            #expect(capture[name] != nil, "\(name)")
        }
        #expect(capture["files"] as? [String] == ["example.pcap"])
        #expect(capture["firstPacket"] as? String == "2016-03-14T10:11:12.000000Z")
    }

    @Test func theFixedNamesAreThere() throws {
        let root = try parsed(written(.json, [Example.rtPlanStorage()]))
        let association = try #require((root["associations"] as? [[String: Any]])?.first)
        for name in [
            "id", "tcpStream", "requestor", "acceptor", "callingAETitle", "calledAETitle", "start", "end", "outcome",
            "pdus", "presentationContexts", "userInformation", "operations", "anomalies", "capture",
        ] { #expect(association[name] != nil, "\(name)") }
        let pdu = try #require((association["pdus"] as? [[String: Any]])?.first)
        #expect(pdu["type"] as? String == "A-ASSOCIATE-RQ")
        #expect(pdu["frame"] as? Int == 2)
        #expect(pdu["length"] as? Int == 210)
        #expect(pdu["from"] as? String == "requestor")
        let contexts = try #require(association["presentationContexts"] as? [[String: Any]])
        #expect(
            contexts.map { $0["result"] as? String } == ["acceptance", "acceptance", "abstract-syntax-not-supported"])
        #expect(
            (contexts[0]["acceptedTransferSyntax"] as? [String: Any])?["name"] as? String == "Explicit VR Big Endian")
        #expect(contexts[2]["acceptedTransferSyntax"] is NSNull)
        let operation = try #require((association["operations"] as? [[String: Any]])?.first)
        #expect(operation["kind"] as? String == "C-STORE")
        #expect(operation["outcome"] as? String == "success")
        #expect(operation["cancelled"] as? Bool == false)
        let request = try #require(operation["request"] as? [String: Any])
        #expect(request["command"] as? String == "C-STORE-RQ")
        #expect(request["frame"] as? Int == 4)
        #expect(request["lastFrame"] as? Int == 12)
        #expect((request["fields"] as? [String: Any])?["affectedSOPClassUID"] as? String == Example.rtPlan.rawValue)
        #expect((request["fields"] as? [String: Any])?["messageID"] as? Int == 1)
        let dataSet = try #require(request["dataSet"] as? [String: Any])
        #expect(dataSet["patientName"] as? String == "PATIENT-1")
        #expect(dataSet["bytes"] as? Int == 41_214)
        let status = try #require(((operation["responses"] as? [[String: Any]])?.first)?["status"] as? [String: Any])
        #expect(status["code"] as? String == "0x0000")
        #expect(status["category"] as? String == "success")
        #expect(operation["duration"] as? Double == 0.001)
    }

    @Test(arguments: [true, false])
    func ndjsonIsARecordALine(certain: Bool) throws {
        let associations = [Example.rtPlanStorage(serial: 0), Example.rtPlanStorage(serial: 1)]
        let lines = try written(.ndjson, associations, certain: certain).split(separator: "\n").map {
            try parsed(String($0))
        }
        #expect(lines.map { $0["record"] as? String } == ["association", "association", "capture"])
        // Certain numbers are written as associations end, the others in their order at the end.
        #expect(lines.map { $0["id"] as? Int } == (certain ? [2, 1, nil] : [1, 2, nil]))
    }

    @Test(arguments: TimelineReport.Format.allCases)
    func oneAssociationAlone(format: TimelineReport.Format) throws {
        let associations = [Example.rtPlanStorage(serial: 0), Example.rtPlanStorage(serial: 1)]
        for certain in [true, false] {
            let text = try written(format, associations, certain: certain, only: 2)
            #expect(!text.contains("\"id\":1,\"tcp") && !text.contains("Association 1"))
            #expect(text.contains("\"id\":2,\"tcpStream\":0") || text.hasPrefix("Association 2 "))
        }
    }

    @Test(arguments: TimelineReport.Format.allCases)
    func patientDataIsMasked(format: TimelineReport.Format) throws {
        let masked = try written(format, [Example.rtPlanStorage()])
        #expect(!masked.contains("JANE") && !masked.contains("4711"))
        let shown = try written(format, [Example.rtPlanStorage()], showsPatientData: true)
        #expect(format == .text || shown.contains("DOE^JANE") && shown.contains("\"patientID\":\"4711\""))
    }

    @Test(arguments: TimelineReport.Format.allCases)
    func sameAssociationsSameBytes(format: TimelineReport.Format) throws {
        let associations = (0..<3).map { Example.rtPlanStorage(serial: $0) }
        #expect(try written(format, associations) == written(format, associations))
    }

    @Test func textBeginsWithTheSummary() throws {
        var failed = Example(serial: 1, calling: "CT1", called: "PACS")
        failed.accept([
            Example.context(1, Example.ct, proposed: [.implicitVRLittleEndian], accepted: .implicitVRLittleEndian)
        ])
        failed.operation(
            .cStoreRQ, on: 1, sopClass: Example.ct, status: 0xA700, outcome: .failure, comment: "disk full")
        failed.release()
        let text = try written(.text, [Example.rtPlanStorage(), failed.association])
        #expect(
            text.hasPrefix(
                """
                example.pcap · pcap, Ethernet
                  41 packets · 52.0 kB · 2016-03-14 10:11:12.000000 to 10:11:13.500000 UTC · 1.50 s
                  nothing lost

                2 associations: 2 released
                  STORESCU → ARCHIVE  10.0.0.2:104  1 released · 1 C-STORE success
                  CT1 → PACS          10.0.0.2:104  1 released · 1 C-STORE failure

                Look at
                  Association 1 CT1 → PACS · C-STORE 0xA700 Refused: out of resources (frame 1005)

                Association 1 · released · 1 C-STORE failure
                """))
    }

    @Test func nothingFoundIsSaid() throws {
        let text = try written(.text, [])
        #expect(text.contains("No DICOM association in 3 TCP connections; --decode-as PORT reads one as DICOM"))
        #expect(try parsed(written(.json, []))["associations"] as? [Int] == [])
    }
}
