/// Builds PDUs from their parts, right or wrong as told.
enum Build {
    static func uint16(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }
    static func uint32(_ value: Int) -> [UInt8] { uint16(value >> 16 & 0xFFFF) + uint16(value & 0xFFFF) }

    static func pdu(_ type: UInt8, _ body: [UInt8], length: Int? = nil, reserved: UInt8 = 0) -> [UInt8] {
        [type, reserved] + uint32(length ?? body.count) + body
    }

    static func item(_ type: UInt8, _ body: [UInt8], length: Int? = nil, reserved: UInt8 = 0) -> [UInt8] {
        [type, reserved] + uint16(length ?? body.count) + body
    }

    static func item(_ type: UInt8, _ text: String) -> [UInt8] { item(type, Array(text.utf8)) }

    static func title(_ text: String) -> [UInt8] {
        Array(text.utf8) + Array(repeating: 0x20, count: 16 - text.utf8.count)
    }

    static func counted(_ text: String) -> [UInt8] { uint16(text.utf8.count) + Array(text.utf8) }

    static func associate(
        _ type: UInt8, called: [UInt8] = title("ARCHIVE"), calling: [UInt8] = title("MODALITY"), _ items: [[UInt8]],
        length: Int? = nil
    ) -> [UInt8] {
        pdu(
            type, [0, 1, 0, 0] + called + calling + Array(repeating: 0, count: 32) + items.flatMap { $0 },
            length: length)
    }

    static let applicationContext = item(0x10, "1.2.840.10008.3.1.1.1")

    static func proposed(_ id: UInt8, _ abstractSyntax: String, _ transferSyntaxes: [String]) -> [UInt8] {
        item(0x20, [id, 0, 0, 0] + item(0x30, abstractSyntax) + transferSyntaxes.flatMap { item(0x40, $0) })
    }

    static func answered(_ id: UInt8, _ result: UInt8, _ transferSyntax: String) -> [UInt8] {
        item(0x21, [id, 0, result, 0] + item(0x40, transferSyntax))
    }

    static func userInformation(_ subItems: [[UInt8]]) -> [UInt8] { item(0x50, subItems.flatMap { $0 }) }

    static let request = associate(
        0x01,
        [
            applicationContext, proposed(1, "1.2.840.10008.1.1", ["1.2.840.10008.1.2"]),
            proposed(3, "1.2.840.10008.5.1.4.1.1.2", ["1.2.840.10008.1.2.1", "1.2.840.10008.1.2"]),
            userInformation([item(0x51, uint32(16_384)), item(0x52, "1.2.3.4"), item(0x55, "TEST_1")]),
        ])

    static let accept = associate(
        0x02,
        [
            applicationContext, answered(1, 0, "1.2.840.10008.1.2"), answered(3, 3, "1.2.840.10008.1.2"),
            userInformation([item(0x51, uint32(0)), item(0x52, "1.2.3.5")]),
        ])

    static func pdv(_ context: UInt8, _ control: UInt8, _ fragment: [UInt8], length: Int? = nil) -> [UInt8] {
        uint32(length ?? fragment.count + 2) + [context, control] + fragment
    }

    static func data(_ values: [[UInt8]], length: Int? = nil) -> [UInt8] {
        pdu(0x04, values.flatMap { $0 }, length: length)
    }

    /// Group length, then a C-ECHO-RQ's command field: enough of a command set for a first look.
    static let command: [UInt8] = [0, 0, 0, 0, 4, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0x30, 0]

    static let releaseRQ = pdu(0x05, [0, 0, 0, 0])
    static let releaseRP = pdu(0x06, [0, 0, 0, 0])
    static func reject(_ result: UInt8, _ source: UInt8, _ reason: UInt8) -> [UInt8] {
        pdu(0x03, [0, result, source, reason])
    }
    static func abort(_ source: UInt8, _ reason: UInt8) -> [UInt8] { pdu(0x07, [0, 0, source, reason]) }
}
