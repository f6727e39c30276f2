/// PDUs and DIMSE messages as a simple peer sends them (PS3.8 §9.3, PS3.7 §9.3).
public enum Messages {
    public static let implicitVR = "1.2.840.10008.1.2"
    public static let verification = "1.2.840.10008.1.1"
    public static let ctImageStorage = "1.2.840.10008.5.1.4.1.1.2"
    public static let studyRootFind = "1.2.840.10008.5.1.4.1.2.2.1"

    static func pdu(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [type, 0]
        bytes.appendBigEndian(UInt32(body.count))
        return bytes + body
    }

    private static func item(_ type: UInt8, _ body: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = [type, 0]
        bytes.appendBigEndian(UInt16(body.count))
        return bytes + body
    }

    private static func userInformation(maximumLength: UInt32) -> [UInt8] {
        var length: [UInt8] = []
        length.appendBigEndian(maximumLength)
        return item(0x50, item(0x51, length) + item(0x52, Array("1.2.826.0.1.3680043.8.498.1".utf8)))
    }

    private static func associate(_ type: UInt8, contexts: [UInt8], maximumLength: UInt32) -> [UInt8] {
        let titles = Array("ARCHIVE         ".utf8) + Array("MODALITY        ".utf8)
        return pdu(
            type,
            [0, 1, 0, 0] + titles + [UInt8](repeating: 0, count: 32)
                + item(0x10, Array("1.2.840.10008.3.1.1.1".utf8)) + contexts
                + userInformation(maximumLength: maximumLength))
    }

    public static func associateRequest(_ sopClasses: [String], maximumLength: UInt32 = 16_384) -> [UInt8] {
        var contexts: [UInt8] = []
        for (index, sopClass) in sopClasses.enumerated() {
            contexts += item(
                0x20,
                [UInt8(index * 2 + 1), 0, 0, 0] + item(0x30, Array(sopClass.utf8)) + item(0x40, Array(implicitVR.utf8)))
        }
        return associate(1, contexts: contexts, maximumLength: maximumLength)
    }

    public static func associateAccept(contexts count: Int, maximumLength: UInt32 = 16_384) -> [UInt8] {
        var contexts: [UInt8] = []
        for index in 0..<count {
            contexts += item(0x21, [UInt8(index * 2 + 1), 0, 0, 0] + item(0x40, Array(implicitVR.utf8)))
        }
        return associate(2, contexts: contexts, maximumLength: maximumLength)
    }

    public static let releaseRequest = pdu(5, [0, 0, 0, 0])
    public static let releaseResponse = pdu(6, [0, 0, 0, 0])

    /// Implicit VR little endian.
    static func element(_ group: UInt16, _ element: UInt16, _ value: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(group)
        bytes.appendLittleEndian(element)
        bytes.appendLittleEndian(UInt32(value.count))
        return bytes + value
    }

    static func text(_ group: UInt16, _ number: UInt16, _ text: String, padding: UInt8 = 0x20) -> [UInt8] {
        let bytes = Array(text.utf8)
        return element(group, number, bytes.count % 2 == 0 ? bytes : bytes + [padding])
    }

    static func short(_ group: UInt16, _ number: UInt16, _ value: UInt16) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.appendLittleEndian(value)
        return element(group, number, bytes)
    }

    static func command(_ elements: [UInt8]) -> [UInt8] {
        var length: [UInt8] = []
        length.appendLittleEndian(UInt32(elements.count))
        return element(0, 0, length) + elements
    }

    public static func storeRequest(messageID: UInt16, instance: String) -> [UInt8] {
        command(
            text(0, 0x0002, ctImageStorage, padding: 0) + short(0, 0x0100, 0x0001) + short(0, 0x0110, messageID)
                + short(0, 0x0700, 0) + short(0, 0x0800, 0) + text(0, 0x1000, instance, padding: 0))
    }

    public static func storeResponse(messageID: UInt16, instance: String) -> [UInt8] {
        command(
            text(0, 0x0002, ctImageStorage, padding: 0) + short(0, 0x0100, 0x8001) + short(0, 0x0120, messageID)
                + short(0, 0x0800, 0x0101) + short(0, 0x0900, 0) + text(0, 0x1000, instance, padding: 0))
    }

    public static func echoRequest(messageID: UInt16) -> [UInt8] {
        command(
            text(0, 0x0002, verification, padding: 0) + short(0, 0x0100, 0x0030) + short(0, 0x0110, messageID)
                + short(0, 0x0800, 0x0101))
    }

    public static func echoResponse(messageID: UInt16) -> [UInt8] {
        command(
            text(0, 0x0002, verification, padding: 0) + short(0, 0x0100, 0x8030) + short(0, 0x0120, messageID)
                + short(0, 0x0800, 0x0101) + short(0, 0x0900, 0))
    }

    public static func findRequest(messageID: UInt16) -> [UInt8] {
        command(
            text(0, 0x0002, studyRootFind, padding: 0) + short(0, 0x0100, 0x0020) + short(0, 0x0110, messageID)
                + short(0, 0x0700, 0) + short(0, 0x0800, 0))
    }

    public static func findResponse(messageID: UInt16, isPending: Bool) -> [UInt8] {
        command(
            text(0, 0x0002, studyRootFind, padding: 0) + short(0, 0x0100, 0x8020) + short(0, 0x0120, messageID)
                + short(0, 0x0800, isPending ? 0 : 0x0101) + short(0, 0x0900, isPending ? 0xFF00 : 0))
    }

    public static func identifier(study: String) -> [UInt8] {
        text(0x0008, 0x0052, "STUDY") + text(0x0010, 0x0010, "Test^Alpha") + text(0x0010, 0x0020, "TEST-0001")
            + text(0x0020, 0x000D, study, padding: 0)
    }

    /// A CT image with so many bytes of pixels.
    public static func ctImage(instance: String, pixelBytes: Int) -> [UInt8] {
        var bytes = text(0x0008, 0x0005, "ISO_IR 100")
        bytes += text(0x0008, 0x0016, ctImageStorage, padding: 0) + text(0x0008, 0x0018, instance, padding: 0)
        bytes += text(0x0008, 0x0020, "20260101") + text(0x0008, 0x0060, "CT") + text(0x0008, 0x0070, "Nobody")
        bytes += text(0x0010, 0x0010, "Test^Alpha") + text(0x0010, 0x0020, "TEST-0001")
        bytes += text(0x0020, 0x000D, "1.2.826.0.1.3680043.8.498.2", padding: 0)
        bytes += text(0x0020, 0x000E, "1.2.826.0.1.3680043.8.498.3", padding: 0) + text(0x0020, 0x0013, "1")
        bytes += short(0x0028, 0x0002, 1) + text(0x0028, 0x0004, "MONOCHROME2") + short(0x0028, 0x0010, 512)
        bytes += short(0x0028, 0x0011, 512) + short(0x0028, 0x0100, 16) + short(0x0028, 0x0101, 12)
        bytes += short(0x0028, 0x0102, 11) + short(0x0028, 0x0103, 0)
        return bytes + element(0x7FE0, 0x0010, [UInt8](repeating: 0x5A, count: pixelBytes))
    }

    /// A message's command or data set in P-DATA-TFs of one PDV each, none longer than the receiver takes.
    public static func fragments(
        _ bytes: [UInt8], context: UInt8, isCommand: Bool, maximumLength: Int = 16_384
    ) -> [UInt8] {
        var result: [UInt8] = []
        let size = maximumLength - 6
        for start in stride(from: 0, to: max(bytes.count, 1), by: size) {
            let end = min(start + size, bytes.count)
            result += [4, 0]
            result.appendBigEndian(UInt32(end - start + 6))
            result.appendBigEndian(UInt32(end - start + 2))
            result += [context, (isCommand ? 1 : 0) | (end == bytes.count ? 2 : 0)]
            result += bytes[start..<end]
        }
        return result
    }
}
