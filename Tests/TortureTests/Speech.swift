/// PDUs and messages for attacks.
enum Speech {
    static let implicitVR = "1.2.840.10008.1.2"
    static let deflated = "1.2.840.10008.1.2.1.99"
    static let storage = "1.2.840.10008.5.1.4.1.1.2"

    static func pdu(_ type: UInt8, length: UInt32? = nil, _ body: [UInt8]) -> [UInt8] {
        [type, 0] + Wire.big(length ?? UInt32(body.count)) + body
    }

    static func item(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type, 0] + Wire.big(UInt16(body.count)) + body }

    static func associate(_ type: UInt8, contexts: [UInt8]) -> [UInt8] {
        let titles = Array("ARCHIVE         MODALITY        ".utf8)
        return pdu(
            type,
            [0, 1, 0, 0] + titles + [UInt8](repeating: 0, count: 32)
                + item(0x10, Array("1.2.840.10008.3.1.1.1".utf8)) + contexts + item(0x50, item(0x51, [0, 0, 0x40, 0])))
    }

    static func request(_ syntax: String = implicitVR) -> [UInt8] {
        associate(
            1, contexts: item(0x20, [1, 0, 0, 0] + item(0x30, Array(storage.utf8)) + item(0x40, Array(syntax.utf8))))
    }

    static func accept(_ syntax: String = implicitVR) -> [UInt8] {
        associate(2, contexts: item(0x21, [1, 0, 0, 0] + item(0x40, Array(syntax.utf8))))
    }

    static func value(_ bytes: [UInt8], isCommand: Bool, isLast: Bool = true, context: UInt8 = 1) -> [UInt8] {
        Wire.big(UInt32(bytes.count + 2)) + [context, (isCommand ? 1 : 0) | (isLast ? 2 : 0)] + bytes
    }

    static func element(_ group: UInt16, _ element: UInt16, _ value: [UInt8]) -> [UInt8] {
        Wire.little(group) + Wire.little(element) + Wire.little(UInt32(value.count)) + value
    }

    static func command(
        _ field: UInt16, messageID: UInt16, hasDataSet: Bool = false, more: [UInt8] = []
    ) -> [UInt8] {
        let elements =
            element(0, 0x0002, Array((storage + "\0").utf8)) + element(0, 0x0100, Wire.little(field))
            + element(0, field & 0x8000 == 0 ? 0x0110 : 0x0120, Wire.little(messageID))
            + element(0, 0x0800, Wire.little(UInt16(hasDataSet ? 0 : 0x0101)))
            + (field & 0x8000 == 0 ? [] : element(0, 0x0900, [0, 0])) + more
        return element(0, 0, Wire.little(UInt32(elements.count))) + elements
    }

    static func message(_ field: UInt16, messageID: UInt16, more: [UInt8] = []) -> [UInt8] {
        pdu(4, value(command(field, messageID: messageID, more: more), isCommand: true))
    }

    /// A data set behind its command, in P-DATA-TFs of 16 kB.
    static func store(_ dataSet: [UInt8], messageID: UInt16) -> [UInt8] {
        var bytes = pdu(4, value(command(1, messageID: messageID, hasDataSet: true), isCommand: true))
        for start in stride(from: 0, to: dataSet.count, by: 16_000) {
            let end = min(start + 16_000, dataSet.count)
            bytes += pdu(4, value(Array(dataSet[start..<end]), isCommand: false, isLast: end == dataSet.count))
        }
        return bytes
    }
}
