import ByteReading
import Evidence

/// Reads a TLS handshake from both directions of a connection, as their bytes come, until they are encrypted; from then on
/// of each record its header.
struct TLSHandshakeReader {
    private(set) var handshake = TLSHandshake()
    private var requestor = Direction()
    private var acceptor = Direction()

    private struct Direction {
        /// Bytes of a record that is not complete.
        var record: [UInt8] = []
        /// Handshake messages go on over records.
        var messages: [UInt8] = []
        var phase = Phase.inClear
        /// Bytes of an encrypted record that are still to come.
        var toSkip = 0
        var hasSentData = false
        var endsWithAlert = false
    }

    private enum Phase {
        case inClear, encrypted
        /// What follows is malformed or missing.
        case lost
    }

    private enum ContentType {
        static let changeCipherSpec: UInt8 = 20
        static let alert: UInt8 = 21
        static let handshake: UInt8 = 22
        static let applicationData: UInt8 = 23
    }

    private static let headerSize = 5
    /// Level and description, the content type and what authenticates them: TLS 1.3 shows alerts as application data
    /// (RFC 8446 §5.2).
    private static let alertInTLS13 = 2 + 1 + 16
    /// RFC 5246 §6.2.3.
    private static let maximumRecord = (1 << 14) + 2048
    /// Certificate chains are shorter.
    private static let maximumMessages = 1 << 16

    mutating func push(_ bytes: Span<UInt8>, from side: AssociationSide, origin: ByteOrigin) {
        var direction = side == .requestor ? requestor : acceptor
        guard direction.phase != .lost else { return }
        // Only what lies in the way is copied: taken out, the buffers are not shared.
        if side == .requestor { requestor = Direction() } else { acceptor = Direction() }
        let evidence = EvidenceRange(origin, length: UInt64(bytes.count))
        var position = min(direction.toSkip, bytes.count)
        direction.toSkip -= position
        while position < bytes.count, direction.phase != .lost {
            let wanted = Self.recordSize(direction.record).map { $0 - direction.record.count }
            let taken = min(wanted ?? Self.headerSize - direction.record.count, bytes.count - position)
            direction.record += bytes.array(position..<position + taken)
            position += taken
            guard let size = Self.recordSize(direction.record) else { continue }
            if size > Self.maximumRecord + Self.headerSize {
                direction.phase = .lost
            } else if direction.phase == .encrypted {
                note(direction.record, &direction, side)
                direction.record.removeAll(keepingCapacity: true)
                let rest = size - Self.headerSize
                direction.toSkip = rest - min(rest, bytes.count - position)
                position += rest - direction.toSkip
            } else if direction.record.count == size {
                note(direction.record, &direction, side)
                take(direction.record, &direction, side, evidence)
                direction.record.removeAll(keepingCapacity: true)
            }
        }
        if direction.phase == .lost { lose(&direction) }
        if side == .requestor { requestor = direction } else { acceptor = direction }
        handshake.isEndedByBoth = requestor.endsWithAlert && acceptor.endsWithAlert
    }

    /// Bytes are missing from the capture.
    mutating func lost(from side: AssociationSide) {
        var direction = side == .requestor ? requestor : acceptor
        guard direction.phase != .lost else { return }
        if direction.phase == .inClear { handshake.hasGap = true }
        lose(&direction)
        if side == .requestor { requestor = direction } else { acceptor = direction }
        handshake.isEndedByBoth = false
    }

    private mutating func lose(_ direction: inout Direction) {
        direction = Direction(phase: .lost)
        if handshake.isAnswered == false { handshake.isAnswered = nil }
    }

    /// What a record shows by its header.
    private mutating func note(_ record: [UInt8], _ direction: inout Direction, _ side: AssociationSide) {
        let isData = record[0] == ContentType.applicationData
        direction.endsWithAlert =
            record[0] == ContentType.alert
            || isData && handshake.version == 0x0304 && Self.recordSize(record) == Self.headerSize + Self.alertInTLS13
        guard isData, !direction.endsWithAlert else { return }
        direction.hasSentData = true
        if side == .acceptor, requestor.hasSentData { handshake.isAnswered = true }
    }

    private static func recordSize(_ record: [UInt8]) -> Int? {
        record.count < headerSize ? nil : headerSize + Int(record[3]) << 8 + Int(record[4])
    }

    private mutating func take(
        _ record: [UInt8], _ direction: inout Direction, _ side: AssociationSide, _ evidence: EvidenceRange
    ) {
        switch record[0] {
        case ContentType.alert where record.count == Self.headerSize + 2:
            guard handshake.alerts.count < TLSHandshake.maximumAlerts else { return }
            let alert = TLSAlert(level: record[5], description: record[6])
            handshake.alerts.append(Located(alert, from: side, evidence: evidence))
        case ContentType.handshake:
            guard direction.messages.count + record.count <= Self.maximumMessages else {
                direction.phase = .lost
                return
            }
            direction.messages += record[Self.headerSize...]
            var start = 0
            while direction.messages.count - start >= 4 {
                let messages = direction.messages
                let length = Int(messages[start + 1]) << 16 | Int(messages[start + 2]) << 8 | Int(messages[start + 3])
                guard messages.count - start - 4 >= length else { break }
                handshake.read(
                    type: messages[start], Array(messages[(start + 4)..<(start + 4 + length)]), from: side, evidence)
                start += 4 + length
            }
            direction.messages.removeFirst(start)
        // In TLS 1.3 it means nothing, but the side's handshake in clear is over then, too, or will be.
        case ContentType.changeCipherSpec where side == .acceptor || handshake.version != nil:
            direction.phase = .encrypted
        case ContentType.changeCipherSpec: break
        case ContentType.applicationData: direction.phase = .encrypted
        default: direction.phase = .lost
        }
        if direction.phase != .inClear { direction.messages = [] }
    }
}

extension TLSHandshake {
    fileprivate mutating func read(
        type: UInt8, _ body: [UInt8], from side: AssociationSide, _ evidence: EvidenceRange
    ) {
        switch (type, side) {
        case (1, .requestor) where clientHello == nil:
            clientHello = evidence
            readClientHello(body)
        case (2, .acceptor):
            serverHello = serverHello ?? evidence
            readServerHello(body)
        case (11, .acceptor) where certificate == nil:
            certificate = Self.certificates(body).first.flatMap { TLSCertificate(der: $0) }
        case (11, .requestor):
            clientCertificates = Self.certificates(body).count
            clientCertificate = evidence
        case (12, .acceptor): readServerKeyExchange(body)
        case (13, .acceptor): asksForClientCertificate = true
        default: break
        }
    }

    /// RFC 5246 §7.4.1.2, RFC 8446 §4.1.2.
    private mutating func readClientHello(_ body: [UInt8]) {
        var reader = ByteReader(body.span)
        guard let version = reader.readUInt16BigEndian(), reader.skip(32), let session = reader.readUInt8(),
            reader.skip(Int(session)), let suites = reader.readUInt16BigEndian(),
            let list = reader.readArray(Int(suites)), let methods = reader.readUInt8(), reader.skip(Int(methods))
        else { return }
        offeredVersions = [version]
        offeredCipherSuites = Self.numbers(list)
        for (type, data) in Self.extensions(&reader) {
            switch type {
            case 0 where data.count > 5: serverName = String(decoding: data[5...], as: UTF8.self)
            case 43 where data.count > 1: offeredVersions = Self.numbers(Array(data[1...]))
            default: break
            }
        }
    }

    /// RFC 5246 §7.4.1.3, RFC 8446 §4.1.3.
    private mutating func readServerHello(_ body: [UInt8]) {
        var reader = ByteReader(body.span)
        guard let version = reader.readUInt16BigEndian(), reader.skip(32), let session = reader.readUInt8(),
            reader.skip(Int(session)), let suite = reader.readUInt16BigEndian(), reader.skip(1)
        else { return }
        self.version = version
        cipherSuite = suite
        for (type, data) in Self.extensions(&reader) where type == 43 && data.count == 2 {
            self.version = UInt16(data[0]) << 8 | UInt16(data[1])
        }
    }

    /// Those of reserved values, which clients strew in (RFC 8701), are no offers.
    private static func numbers(_ bytes: [UInt8]) -> [UInt16] {
        stride(from: 0, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]) }.filter {
            $0 & 0x0F0F != 0x0A0A || $0 >> 8 != $0 & 0xFF
        }
    }

    private static func extensions(_ reader: inout ByteReader) -> [(type: UInt16, data: [UInt8])] {
        var found: [(type: UInt16, data: [UInt8])] = []
        guard reader.readUInt16BigEndian() != nil else { return [] }
        while let type = reader.readUInt16BigEndian(), let length = reader.readUInt16BigEndian(),
            let data = reader.readArray(Int(length))
        { found.append((type, data)) }
        return found
    }

    /// Of the suites with DHE: the prime first (RFC 5246 §7.4.3).
    private mutating func readServerKeyExchange(_ body: [UInt8]) {
        guard let cipherSuite, TLSRegistry.cipherSuite(cipherSuite).contains("_DHE_") else { return }
        var reader = ByteReader(body.span)
        guard let length = reader.readUInt16BigEndian(), let prime = reader.readArray(Int(length)) else { return }
        diffieHellmanBits = Self.bits(prime)
    }

    /// RFC 5246 §7.4.2: a list of certificates with lengths of three bytes.
    private static func certificates(_ body: [UInt8]) -> [[UInt8]] {
        var reader = ByteReader(body.span)
        guard length(&reader) != nil else { return [] }
        var found: [[UInt8]] = []
        while found.count < 16, let count = length(&reader), let certificate = reader.readArray(count) {
            found.append(certificate)
        }
        return found
    }

    private static func length(_ reader: inout ByteReader) -> Int? {
        guard let high = reader.readUInt8(), let low = reader.readUInt16BigEndian() else { return nil }
        return Int(high) << 16 | Int(low)
    }
}
