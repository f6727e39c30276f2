import DICOMUpperLayer
import Testing

@Suite struct DissectionTests {
    private func fields(_ bytes: [UInt8]) -> [PDUField] { PDUDissection.fields(of: bytes.span) }

    /// Every byte belongs to exactly one field without children.
    private func cover(_ fields: [PDUField], _ count: Int) -> Bool {
        var position = 0
        func walk(_ fields: [PDUField]) -> Bool {
            for field in fields {
                guard field.offset == position else { return false }
                if field.children.isEmpty {
                    position += field.length
                } else {
                    guard walk(field.children) else { return false }
                }
                guard position == field.offset + field.length else { return false }
            }
            return true
        }
        return walk(fields) && position == count
    }

    @Test func everyByteHasItsField() {
        let identity = Build.userInformation([
            Build.item(0x58, [2, 1] + Build.counted("alice") + Build.counted("secret")), Build.item(0x66, [1]),
            Build.item(0x53, [0]), Build.item(0x56, Build.counted("1.2.3") + [1, 2]),
            Build.item(0x57, Build.counted("1") + Build.counted("2") + Build.uint16(3) + Build.counted("3")),
        ])
        let pdus = [
            Build.request, Build.accept, Build.associate(0x01, [identity, Build.item(0x99, [1, 2])]),
            Build.reject(1, 1, 7),
            Build.data([Build.pdv(1, 3, Build.command), Build.pdv(1, 2, [1])]),
            Build.data([Build.uint32(1) + [1], Build.pdv(1, 0, [1, 2], length: 80)]), Build.data([[0, 0]]),
            Build.releaseRQ, Build.releaseRP, Build.abort(2, 2), Build.pdu(7, [0, 0, 2, 2, 5, 5]),
            Build.pdu(0x20, [1, 2]),
        ]
        for pdu in pdus { #expect(cover(fields(pdu), pdu.count), "\(pdu.prefix(8))") }
    }

    @Test func namesValuesAndMeanings() throws {
        let reject = fields(Build.reject(1, 1, 7))
        #expect(
            reject.map(\.name) == [
                "PDU-type", "Reserved", "PDU-length", "Reserved", "Result", "Source", "Reason/Diag.",
            ])
        #expect(reject[0].value == "03H")
        #expect(reject[0].meaning == "A-ASSOCIATE-RJ")
        #expect(reject[6].meaning == "called-AE-title-not-recognized")
        #expect(reject[6].clause == "PS3.8 §9.3.4, Table 9-21")
        #expect(fields(Build.request).first { $0.name == "Calling-AE-title" }?.value == "MODALITY")
        let answered = try #require(fields(Build.accept).first { $0.name == "Presentation Context Item" })
        #expect(answered.children[5].name == "Result/Reason")
        #expect(answered.children[5].meaning == "acceptance")
        #expect(answered.children[7].children.last?.value == "1.2.840.10008.1.2")
        let value = try #require(fields(Build.data([Build.pdv(1, 3, Build.command)])).last)
        #expect(
            value.children.map(\.name) == [
                "Item-length", "Presentation-context-ID", "Message control header", "Fragment",
            ])
        #expect(value.children[2].meaning == "command, last fragment")
    }

    @Test func secretsAreMarked() {
        let bytes = Build.associate(
            0x01,
            [Build.userInformation([Build.item(0x58, [2, 1] + Build.counted("alice") + Build.counted("hunter2"))])])
        func flat(_ fields: [PDUField]) -> [PDUField] { fields + fields.flatMap { flat($0.children) } }
        let all = flat(fields(bytes))
        #expect(all.filter(\.isSecret).map(\.name) == ["Secondary-field"])
        #expect(all.first { $0.name == "Primary-field" }?.value == "alice")
        #expect(!"\(all)".contains("hunter2"))
        // Cut anywhere, it stays a secret: no field shows its bytes.
        for length in 6..<bytes.count {
            let cut = flat(fields(Array(bytes[..<length])))
            #expect(!"\(cut)".contains("68 75 6E"))
            #expect(!cut.contains { !$0.isSecret && $0.children.isEmpty && $0.offset + $0.length > bytes.count - 7 })
        }
    }

    @Test func truncatedPDUs() {
        for bytes in [Build.request, Build.data([Build.pdv(1, 3, Build.command)]), Build.abort(0, 0)] {
            for length in 0..<bytes.count { _ = fields(Array(bytes[..<length])) }
        }
        #expect(fields([1, 0, 0]).isEmpty)
    }
}
