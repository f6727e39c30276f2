import DICOMUpperLayer
import Evidence

/// What a decoder told, with the pieces of a fragment and of a run of lost bytes put together again.
struct Recorder: PDUConsumer {
    enum Event: Hashable {
        case pdu(PDU, PDUHeader, EvidenceRange)
        case transferBegan(PDUHeader)
        case valueBegan(PresentationDataValue)
        case fragment([UInt8], StreamOffset)
        case lostFragment(UInt64, StreamOffset)
        case valueEnded(PresentationDataValue, isComplete: Bool, StreamOffset)
        case transferEnded(PDUHeader, EvidenceRange, isComplete: Bool)
        case lost(UInt64, StreamOffset)
        case anomaly(Anomaly)
    }

    var events: [Event] = []

    mutating func received(_ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, evidence: EvidenceRange) {
        events.append(.pdu(pdu, header, evidence))
    }
    mutating func dataTransferBegan(_ header: PDUHeader, origin: ByteOrigin) { events.append(.transferBegan(header)) }
    mutating func began(_ value: PresentationDataValue, origin: ByteOrigin) { events.append(.valueBegan(value)) }
    mutating func fragment(_ bytes: Span<UInt8>, of value: PresentationDataValue, origin: ByteOrigin) {
        var array: [UInt8] = []
        for index in 0..<bytes.count { array.append(bytes[index]) }
        if case .fragment(let before, let offset) = events.last, offset + UInt64(before.count) == origin.offset {
            events[events.count - 1] = .fragment(before + array, offset)
        } else {
            events.append(.fragment(array, origin.offset))
        }
    }
    mutating func lostFragment(_ length: UInt64, of value: PresentationDataValue, origin: ByteOrigin) {
        if case .lostFragment(let before, let offset) = events.last, offset + before == origin.offset {
            events[events.count - 1] = .lostFragment(before + length, offset)
        } else {
            events.append(.lostFragment(length, origin.offset))
        }
    }
    mutating func ended(_ value: PresentationDataValue, isComplete: Bool, origin: ByteOrigin) {
        events.append(.valueEnded(value, isComplete: isComplete, origin.offset))
    }
    mutating func dataTransferEnded(_ header: PDUHeader, evidence: EvidenceRange, isComplete: Bool) {
        events.append(.transferEnded(header, evidence, isComplete: isComplete))
    }
    mutating func lost(_ length: UInt64, origin: ByteOrigin) {
        if case .lost(let before, let offset) = events.last, offset + before == origin.offset {
            events[events.count - 1] = .lost(before + length, offset)
        } else {
            events.append(.lost(length, origin.offset))
        }
    }
    mutating func found(_ anomaly: Anomaly) { events.append(.anomaly(anomaly)) }

    var pdus: [PDU] {
        events.compactMap { if case .pdu(let pdu, _, _) = $0 { pdu } else { nil } }
    }
    var codes: [String] { anomalies.map(\.code.rawValue) }
    var anomalies: [Anomaly] {
        events.compactMap { if case .anomaly(let anomaly) = $0 { anomaly } else { nil } }
    }
    var fragments: [[UInt8]] {
        events.compactMap { if case .fragment(let bytes, _) = $0 { bytes } else { nil } }
    }
    var lostBytes: UInt64 {
        events.reduce(0) { if case .lost(let length, _) = $1 { $0 + length } else { $0 } }
    }
    /// `A-ASSOCIATE-RQ`, `P-DATA-TF` and so on, those that were found whole or in part.
    var types: [String] {
        events.compactMap {
            switch $0 {
            case .pdu(_, let header, _), .transferEnded(let header, _, _): header.type.description
            default: nil
            }
        }
    }
}

/// Feeds one direction and keeps count of the offset.
struct Feed {
    var decoder: PDUStreamDecoder
    var recorder = Recorder()
    var offset: UInt64 = 0
    var frame: UInt64 = 1

    init(startsInMiddle: Bool = false, limits: PDUStreamDecoder.Limits = .init()) {
        decoder = PDUStreamDecoder(side: .requestor, limits: limits, startsInMiddle: startsInMiddle)
    }

    var origin: ByteOrigin {
        ByteOrigin(frame: FrameNumber(frame), time: Timestamp(nanoseconds: Int64(frame) * 1000), offset: offset)
    }

    mutating func push(_ bytes: ArraySlice<UInt8>) {
        let array = Array(bytes)
        decoder.push(array.span, origin: origin, consumer: &recorder)
        offset += UInt64(array.count)
    }

    mutating func push(_ bytes: [UInt8]) { push(bytes[...]) }

    mutating func lose(_ length: Int) {
        decoder.lost(UInt64(length), origin: origin, consumer: &recorder)
        offset += UInt64(length)
    }

    mutating func finish() { decoder.finish(origin: origin, consumer: &recorder) }

    static func whole(_ bytes: [UInt8], startsInMiddle: Bool = false) -> Recorder {
        var feed = Feed(startsInMiddle: startsInMiddle)
        feed.push(bytes)
        feed.finish()
        return feed.recorder
    }
}
