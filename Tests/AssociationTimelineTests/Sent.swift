/// PDUs as a peer sends them.
enum Sent {
    static func big(_ value: Int) -> [UInt8] { [UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF)] }
    static func big32(_ value: Int) -> [UInt8] { big(value >> 16 & 0xFFFF) + big(value & 0xFFFF) }
    static func little(_ value: Int) -> [UInt8] { [UInt8(value & 0xFF), UInt8(value >> 8 & 0xFF)] }

    static func pdu(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type, 0] + big32(body.count) + body }
    static func item(_ type: UInt8, _ body: [UInt8]) -> [UInt8] { [type, 0] + big(body.count) + body }
    static func item(_ type: UInt8, _ text: String) -> [UInt8] { item(type, Array(text.utf8)) }

    static let verification = "1.2.840.10008.1.1"
    static let ct = "1.2.840.10008.5.1.4.1.1.2"
    static let find = "1.2.840.10008.5.1.4.1.2.2.1"
    static let implicit = "1.2.840.10008.1.2"
    static let explicit = "1.2.840.10008.1.2.1"
    static let maximumLength = item(0x50, item(0x51, big32(16_384)))

    private static func associate(_ type: UInt8, _ items: [UInt8]) -> [UInt8] {
        pdu(
            type,
            [0, 1, 0, 0] + Array("ARCHIVE         MODALITY        ".utf8) + [UInt8](repeating: 0, count: 32)
                + item(0x10, "1.2.840.10008.3.1.1.1") + items + maximumLength)
    }

    static func request(_ contexts: [(id: UInt8, abstract: String, transfer: [String])]) -> [UInt8] {
        associate(
            1,
            contexts.flatMap { context in
                item(
                    0x20,
                    [context.id, 0, 0, 0] + item(0x30, context.abstract) + context.transfer.flatMap { item(0x40, $0) })
            })
    }

    static func accept(_ contexts: [(id: UInt8, result: UInt8, transfer: String)]) -> [UInt8] {
        associate(2, contexts.flatMap { item(0x21, [$0.id, 0, $0.result, 0] + item(0x40, $0.transfer)) })
    }

    static let usualRequest = request([(1, verification, [implicit]), (3, ct, [implicit]), (5, find, [implicit])])
    static let usualAccept = accept([(1, 0, implicit), (3, 0, implicit), (5, 0, implicit)])
    static let reject = pdu(3, [0, 1, 1, 7])
    static let releaseRQ = pdu(5, [0, 0, 0, 0])
    static let releaseRP = pdu(6, [0, 0, 0, 0])
    static let abort = pdu(7, [0, 0, 0, 0])

    static func data(_ context: UInt8, control: UInt8, _ bytes: [UInt8]) -> [UInt8] {
        pdu(4, big32(bytes.count + 2) + [context, control] + bytes)
    }

    static func command(_ context: UInt8, _ elements: [(Int, [UInt8])]) -> [UInt8] {
        func element(_ number: Int, _ value: [UInt8]) -> [UInt8] {
            [0, 0] + little(number) + little(value.count) + [0, 0] + value
        }
        let body = elements.flatMap { element($0.0, $0.1) }
        return data(context, control: 3, element(0, little(body.count) + [0, 0]) + body)
    }

    private static func uid(_ uid: String) -> [UInt8] { Array(uid.utf8) + (uid.utf8.count % 2 == 1 ? [0] : []) }

    static func echoRQ(_ id: Int) -> [UInt8] {
        command(
            1, [(0x0002, uid(verification)), (0x0100, little(0x30)), (0x0110, little(id)), (0x0800, little(0x0101))])
    }

    static func response(_ context: UInt8, _ field: Int, _ id: Int, status: Int, instance: String? = nil) -> [UInt8] {
        command(
            context,
            [(0x0100, little(field)), (0x0120, little(id)), (0x0800, little(0x0101)), (0x0900, little(status))]
                + (instance.map { [(0x1000, uid($0))] } ?? []))
    }

    static func echoRSP(_ id: Int, status: Int = 0) -> [UInt8] { response(1, 0x8030, id, status: status) }

    static func storeRQ(_ id: Int, instance: String = "1.2.3") -> [UInt8] {
        command(
            3,
            [
                (0x0002, uid(ct)), (0x0100, little(1)), (0x0110, little(id)), (0x0800, little(0)),
                (0x1000, uid(instance)),
            ]) + data(3, control: 2, dataSet)
    }

    static let dataSet: [UInt8] = [0x10, 0, 0x10, 0, 6, 0, 0, 0] + Array("DOE^JA".utf8)

    static func findRQ(_ id: Int) -> [UInt8] {
        command(5, [(0x0002, uid(find)), (0x0100, little(0x20)), (0x0110, little(id)), (0x0800, little(0))])
            + data(5, control: 2, dataSet)
    }

    static func cancel(_ id: Int) -> [UInt8] {
        command(5, [(0x0100, little(0x0FFF)), (0x0120, little(id)), (0x0800, little(0x0101))])
    }
}

extension Conversation {
    /// Connected and associated.
    static func established(
        from port: UInt16 = 50_000, to acceptorPort: UInt16 = 11_112, at milliseconds: Int64 = 0
    ) -> Conversation {
        var conversation = Conversation(from: port, to: acceptorPort, at: milliseconds)
        conversation.open()
        conversation.send(.requestor, Sent.usualRequest)
        conversation.send(.acceptor, Sent.usualAccept)
        return conversation
    }

    mutating func release() {
        send(.requestor, Sent.releaseRQ)
        send(.acceptor, Sent.releaseRP)
        close()
    }

    mutating func echo(_ id: Int = 1) {
        send(.requestor, Sent.echoRQ(id))
        send(.acceptor, Sent.echoRSP(id))
    }
}
