import AssociationTimeline
import DICOMDictionary
import Testing

@testable import Reporting

@Suite struct TextTimelineTests {
    private func block(
        _ association: Association, width: Int = 100, color: Bool = false, unicode: Bool = true,
        options: TextOptions = TextOptions()
    ) throws -> String {
        var spool = Spool()
        let terminal = Terminal(width: width, usesColor: color, usesUnicode: unicode)
        var text = TextTimeline(terminal: terminal, options: options)
        _ = try text.render(association, into: &spool)
        try spool.endRecord(serial: 0)
        let entry = try #require(spool.entries.first)
        let bytes = try captured { output in
            try output.write(TextTimeline.beginning(id: 2, terminal))
            try spool.writeRecord(entry, to: &output)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test func theWellKnownLesson() throws {
        #expect(
            try block(Example.rtPlanStorage()) == """
                Association 2 · released · 1 C-STORE success
                  STORESCU 10.0.0.1:50121 → ARCHIVE 10.0.0.2:104
                  2016-03-14 10:11:12.000000 UTC · 6.00 ms · frames 1–15 · tcp.stream 0 · 6 PDUs
                  requestor  OFFIS_DCMTK_367 (1.2.276.0.7230010.3.0.3.6.7) · max PDU 16384
                  acceptor   ORTHANC (1.2.276.0.7230010.3.0.3.6.7) · max PDU 16384
                  contexts
                    ✓ 1  RT Plan Storage   Explicit BE                    proposed Explicit BE
                    ✓ 3  RT Plan Storage   Explicit LE                    proposed Explicit LE, Implicit LE
                    ✗ 5  CT Image Storage  abstract syntax not supported  proposed Explicit LE

                  0.001000     2  →  A-ASSOCIATE request  STORESCU → ARCHIVE · 0 contexts proposed · max PDU 16384
                  0.002000     3  ←  A-ASSOCIATE accept   2 of 3 contexts accepted · max PDU 16384
                  0.003000  4–12  →  P-DATA C-STORE-RQ    RT Plan Storage · 41.2 kB in 4 PDVs · Explicit LE
                  0.004000    13  ←  P-DATA C-STORE-RSP   0x0000 Success · after 1.00 ms
                  0.005000    14  →  A-RELEASE request
                  0.006000    15  ←  A-RELEASE response


                """)
    }
}
