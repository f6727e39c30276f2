/// Builds command sets, right or wrong as told.
enum CommandBytes {
    static func uint16(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }
    static func uint32(_ value: Int) -> [UInt8] { uint16(value & 0xFFFF) + uint16(value >> 16 & 0xFFFF) }

    static func element(_ number: Int, _ value: [UInt8], group: Int = 0, length: Int? = nil) -> [UInt8] {
        uint16(group) + uint16(number) + uint32(length ?? value.count) + value
    }

    static func explicit(_ number: Int, _ vr: String, _ value: [UInt8]) -> [UInt8] {
        uint16(0) + uint16(number) + Array(vr.utf8) + uint16(value.count) + value
    }

    static func text(_ text: String) -> [UInt8] { Array(text.utf8) + (text.utf8.count % 2 == 1 ? [0] : []) }

    static func set(_ elements: [[UInt8]], groupLength: Int? = nil) -> [UInt8] {
        let body = elements.flatMap { $0 }
        return element(0, uint32(groupLength ?? body.count)) + body
    }

    static func request(_ field: Int, id: Int = 1, hasDataSet: Bool = false) -> [UInt8] {
        set([
            element(0x0002, text("1.2.840.10008.5.1.4.1.1.2")), element(0x0100, uint16(field)),
            element(0x0110, uint16(id)), element(0x0800, uint16(hasDataSet ? 0 : 0x0101)),
        ])
    }

    static let echo = request(0x0030)
    static let store = request(0x0001, hasDataSet: true)

    /// Implicit VR little endian: SOP Class UID and Patient's Name, 48 bytes.
    static let dataSet =
        element(0x0016, text("1.2.840.10008.5.1.4.1.1.2"), group: 0x0008)
        + element(0x0010, text("DOE^JA"), group: 0x0010)
}
