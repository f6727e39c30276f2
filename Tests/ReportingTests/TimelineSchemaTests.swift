import Foundation
import Testing

@testable import Reporting
import Wording

/// `auscult.timeline/1`: the fixed names are there, of the right types, in every capture's JSON.
@Suite struct TimelineSchemaTests {
    private static let side = JSONShape.word(["requestor", "acceptor"])
    private static let uid = JSONShape.object(["uid": .text, "name": .optional(.text)])
    private static let endpoint = JSONShape.object(["address": .text, "port": .number])

    private static let capture = JSONShape.object([
        "files": .list(.text), "format": .text, "linkTypes": .list(.anything), "packets": .number, "bytes": .number,
        "firstPacket": .optional(.text), "lastPacket": .optional(.text), "truncatedPackets": .number, "gaps": .number,
        "lostBytes": .number,
    ])

    private static let pdu = JSONShape.object([
        "type": .text, "frame": .number, "time": .text, "from": side, "length": .number,
    ])

    private static let context = JSONShape.object([
        "id": .number, "abstractSyntax": .optional(uid), "proposedTransferSyntaxes": .list(uid),
        "result": .optional(.text), "acceptedTransferSyntax": .optional(uid), "uses": .number,
    ])

    private static let dataSet = JSONShape.object([
        "transferSyntax": uid, "bytes": .number, "complete": .boolean, "elements": .number,
    ])

    private static let request = JSONShape.object([
        "command": .optional(.text), "frame": .number, "lastFrame": .number, "time": .text,
        "dataSet": .optional(dataSet), "fields": .object([:]),
    ])

    private static let response = JSONShape.object([
        "command": .optional(.text), "frame": .number, "time": .text,
        "status": .optional(
            .object([
                "code": .text,
                "category": .word(["success", "pending", "cancel", "warning", "failure", "unknown"]), "meaning": .text,
            ])),
        "subOperations": .optional(.object([:])), "dataSet": .optional(dataSet),
    ])

    private static let operation = JSONShape.object([
        "id": .number, "kind": .text, "presentationContextID": .number, "messageID": .optional(.number),
        "invoker": side, "request": .optional(request), "responses": .list(response), "cancelled": .boolean,
        "outcome": .word(["success", "warning", "failure", "cancel", "unanswered", "incomplete"]),
        "duration": .optional(.number),
    ])

    private static let association = JSONShape.object([
        "id": .number, "tcpStream": .number, "requestor": endpoint, "acceptor": endpoint,
        "callingAETitle": .optional(.text), "calledAETitle": .optional(.text), "start": .text, "end": .text,
        "outcome": .word(["released", "aborted", "rejected", "refused", "unanswered", "closed", "reset", "open"]),
        "pdus": .list(pdu), "presentationContexts": .list(context),
        "userInformation": .object(["request": .optional(.object([:])), "accept": .optional(.object([:]))]),
        "operations": .list(operation), "anomalies": .list(.object(["code": .text, "message": .text])),
        "capture": .object([
            "sawHandshake": .boolean, "gaps": .number, "lostBytes": .number, "oneSided": .boolean,
        ]),
    ])

    private static let timeline = JSONShape.object([
        "schema": .word(["auscult.timeline/1"]), "capture": capture, "associations": .list(association),
    ])

    @Test(arguments: RecordedTimeline.captures)
    func theFixedNamesOfTheRightTypes(capture: String) throws {
        let text = try RecordedTimeline.written(capture, .json)
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        let faults = Self.timeline.faults(of: value, at: "timeline")
        #expect(faults.isEmpty, "\(faults.prefix(5))")
        let associations = try #require((value as? [String: Any])?["associations"] as? [[String: Any]])
        #expect(associations.compactMap { $0["id"] as? Int } == Array(1..<(associations.count + 1)))
    }

    @Test(arguments: RecordedTimeline.captures)
    func ndjsonHasTheSameAssociations(capture: String) throws {
        let lines = try RecordedTimeline.written(capture, .ndjson).split(separator: "\n")
        let whole = try RecordedTimeline.written(capture, .json).split(separator: "\n")
        let records = lines.filter { $0.hasPrefix("{\"record\":\"association\"") }
        #expect(records.count == whole.filter { $0.hasPrefix("{\"id\":") }.count)
        for line in lines {
            _ = try JSONSerialization.jsonObject(with: Data(line.utf8))
        }
    }
}
