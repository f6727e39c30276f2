import PacketCapture

/// Captures made to cost an analyzer time or memory. Each takes a size: how many of what it is made of.
enum Attack: String, CaseIterable, Sendable {
    case hugeDataPDU, hugeRequest, manyContexts, deepNesting, deflateBomb, halfOpen, openAssociations
    case bytesInOrder, bytesReversed, everySecondByte, fragments, fragmentsOfOne
    case requestsUnanswered, responsesUnasked, oneMessageID, longCommands, longAttributes
    case tinyValues, anomalies, interleaved, deflatedStreams, openDataSets, rejections

    /// The size that `make torture` uses.
    var full: Int {
        switch self {
        case .hugeDataPDU, .hugeRequest: 50_000
        case .manyContexts: 40
        case .deepNesting: 20
        case .deflateBomb: 100
        case .halfOpen, .bytesInOrder, .bytesReversed, .everySecondByte, .fragments, .fragmentsOfOne, .tinyValues,
            .anomalies:
            1_000_000
        case .openAssociations, .rejections: 60_000
        case .requestsUnanswered, .responsesUnasked, .oneMessageID, .interleaved: 100_000
        case .longCommands, .longAttributes: 10_000
        case .deflatedStreams, .openDataSets: 5_000
        }
    }

    /// The size for `swift test`.
    var small: Int {
        switch self {
        case .manyContexts, .deflateBomb, .deepNesting: 1
        case .longCommands, .longAttributes, .deflatedStreams: 20
        case .openDataSets: 140
        default: 200
        }
    }

    func write(_ count: Int, to wire: inout Wire) throws {
        switch self {
        case .halfOpen: for number in 0..<count { try wire.connect(number, handshake: false) }
        case .openAssociations:
            for number in 0..<count {
                try wire.connect(number)
                try wire.send(Speech.request())
                try wire.send(Speech.accept(), from: .acceptor)
                try wire.send(Speech.message(0x30, messageID: 1))
            }
        case .openDataSets:
            let dataSet = (0..<1500).flatMap { Speech.element(0x0010, UInt16($0 * 8 + 1), []) }
            for number in 0..<count {
                try wire.connect(number)
                try wire.send(Speech.request())
                try wire.send(Speech.accept(), from: .acceptor)
                try wire.send(Speech.store(dataSet, messageID: 1))
            }
        case .rejections:
            for number in 0..<count {
                try wire.connect(number)
                try wire.send(Speech.request())
                let code = Wire.big(UInt32(truncatingIfNeeded: number &* 2_654_435))
                try wire.send(Speech.pdu(3, [0] + code.dropFirst()), from: .acceptor)
                try wire.close()
            }
        case .deflatedStreams:
            for number in 0..<count {
                try wire.connect(number)
                try wire.send(Speech.request(Speech.deflated))
                try wire.send(Speech.accept(Speech.deflated), from: .acceptor)
                try wire.send(
                    Speech.store(Array(Deflate.zeros(1 << 16).dropLast(8)), messageID: 1).dropLast(8).map { $0 })
            }
        case .fragments:
            for number in 0..<count {
                try wire.fragment([UInt8](repeating: 7, count: 64), identification: number, offset: 0, more: true)
            }
        case .fragmentsOfOne:
            for number in 0..<count {
                try wire.fragment([UInt8](repeating: 7, count: 8), identification: 1, offset: number * 16, more: true)
            }
        default:
            try wire.connect(0)
            try established(count, &wire)
        }
    }

    private func established(_ count: Int, _ wire: inout Wire) throws {
        let noise = [UInt8](repeating: 0x5A, count: 1400)
        switch self {
        case .hugeRequest:
            try wire.send(Speech.pdu(1, length: .max, []))
            for _ in 0..<count { try wire.send(noise) }
            return
        case .manyContexts:
            let context = Speech.item(0x20, [1, 0, 0, 0])
            let contexts = [UInt8]((0..<(count < 4 ? 20_000 : 130_000)).lazy.flatMap { _ in context })
            for _ in 0..<count { try wire.send(Speech.associate(1, contexts: contexts)) }
            return
        case .deflateBomb:
            try wire.send(Speech.request(Speech.deflated))
            try wire.send(Speech.accept(Speech.deflated), from: .acceptor)
            let bomb = Deflate.zeros(count < 4 ? 18_000_000 : 100_000_000)
            for number in 0..<count { try wire.send(Speech.store(bomb, messageID: UInt16(number))) }
            return
        default: break
        }
        try wire.send(Speech.request())
        try wire.send(Speech.accept(), from: .acceptor)
        try associated(count, &wire, noise)
    }

    private func associated(_ count: Int, _ wire: inout Wire, _ noise: [UInt8]) throws {
        switch self {
        case .hugeDataPDU:
            try wire.send(Speech.pdu(4, length: .max, Wire.big(UInt32.max - 4) + [1, 0]))
            for _ in 0..<count { try wire.send(noise) }
        case .deepNesting:
            let level =
                Wire.little(UInt16(0x0008)) + Wire.little(UInt16(0x1140)) + Wire.little(UInt32.max)
                + [0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF]
            let dataSet = [UInt8]((0..<10_000).lazy.flatMap { _ in level })
            for number in 0..<count { try wire.send(Speech.store(dataSet, messageID: UInt16(number))) }
        case .bytesInOrder: for number in 0..<count { try wire.send([UInt8(truncatingIfNeeded: number)]) }
        case .bytesReversed: for number in 0..<count { try wire.stray([7], offset: count - number) }
        case .everySecondByte: for number in 0..<count { try wire.stray([7], offset: 2 * number + 1) }
        case .requestsUnanswered:
            for number in 0..<count {
                try wire.send(Speech.message(0x30, messageID: UInt16(truncatingIfNeeded: number)))
            }
        case .responsesUnasked:
            for number in 0..<count {
                try wire.send(
                    Speech.message(0x8030, messageID: UInt16(truncatingIfNeeded: number)), from: .acceptor)
            }
        case .oneMessageID: for _ in 0..<count { try wire.send(Speech.message(0x30, messageID: 7)) }
        case .longCommands:
            let comment = Speech.element(0, 0x0902, [UInt8](repeating: 0x41, count: 60_000))
            for number in 0..<count {
                try wire.send(Speech.message(0x30, messageID: UInt16(truncatingIfNeeded: number), more: comment))
            }
        case .longAttributes:
            let text = [UInt8](repeating: 0x41, count: 1024)
            let dataSet = [UInt8]((0..<256).lazy.flatMap { _ in Speech.element(0x0010, 0x0010, text) })
            for number in 0..<count {
                try wire.send(Speech.store(dataSet, messageID: UInt16(truncatingIfNeeded: number)))
            }
        case .tinyValues:
            try wire.send(
                Speech.pdu(4, Speech.value(Speech.command(1, messageID: 1, hasDataSet: true), isCommand: true)))
            let values = [UInt8]((0..<100).lazy.flatMap { _ in Speech.value([0], isCommand: false, isLast: false) })
            for _ in 0..<(count / 100) { try wire.send(Speech.pdu(4, values)) }
        case .anomalies:
            let wrong = Speech.pdu(4, [0, 0, 0, 1, 9]) + Speech.message(0x8030, messageID: 1)
            for _ in 0..<(count / 4) { try wire.send(wrong) }
        case .interleaved:
            for number in 0..<count {
                try wire.send(
                    Speech.pdu(
                        4, Speech.value([1, 2], isCommand: true, isLast: false, context: UInt8(number % 128 * 2 + 1))))
            }
        default: break
        }
    }
}
