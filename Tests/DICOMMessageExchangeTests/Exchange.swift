import DICOMUpperLayer
import Evidence

@testable import DICOMMessageExchange

/// Hands PDVs to an assembler and keeps what it makes of them. Each PDV comes in a frame and, unless it is the next of the
/// one before, in a PDU of its own.
struct Exchange {
    struct Heard: MessageConsumer {
        var begun: [DIMSEMessage] = []
        var ended: [DIMSEMessage] = []
        var tokens: [Int] = []
        var orphans: [(bytes: UInt64, context: UInt8)] = []
        var anomalies: [String] = []

        mutating func began(_ message: DIMSEMessage, token: Int) { begun.append(message) }
        mutating func ended(_ message: DIMSEMessage, token: Int) {
            ended.append(message)
            tokens.append(token)
        }
        mutating func foundDataSetWithoutCommand(bytes: UInt64, presentationContextID: UInt8, evidence: EvidenceRange) {
            orphans.append((bytes, presentationContextID))
        }
        mutating func found(_ anomaly: Anomaly) { anomalies.append(anomaly.code.rawValue) }
    }

    var assembler: MessageAssembler
    var heard = Heard()
    private var frame: UInt64 = 0
    private var offset: UInt64 = 0

    init(startsInMiddle: Bool = false) {
        assembler = MessageAssembler(side: .requestor, startsInMiddle: startsInMiddle)
    }

    private mutating func origin() -> ByteOrigin {
        ByteOrigin(
            frame: FrameNumber(frame), time: Timestamp(nanoseconds: Int64(frame) * 1_000_000), offset: offset)
    }

    /// `lost` bytes of the fragment are missing behind the first `before`.
    mutating func pdv(
        _ context: UInt8 = 1, command: Bool, last: Bool, _ bytes: [UInt8], lost: Int = 0, before: Int = 0,
        piece: Int = .max, inSamePDU: Bool = false
    ) {
        frame += 1
        let value = PresentationDataValue(
            length: UInt32(bytes.count + 2), presentationContextID: context,
            controlHeader: (command ? 1 : 0) | (last ? 2 : 0), offset: offset)
        if !inSamePDU { assembler.beganTransfer() }
        assembler.began(value, origin: origin(), consumer: &heard)
        offset += 6
        func push(_ bytes: ArraySlice<UInt8>, _ assembler: inout MessageAssembler, _ origin: ByteOrigin) {
            var rest = bytes
            while !rest.isEmpty {
                let part = Array(rest.prefix(piece))
                assembler.fragment(part.span, of: value, origin: origin)
                rest = rest.dropFirst(part.count)
            }
        }
        push(bytes[..<min(before, bytes.count)], &assembler, origin())
        if lost > 0 { assembler.lostFragment(UInt64(lost), of: value, origin: origin()) }
        push(bytes[min(before + lost, bytes.count)...], &assembler, origin())
        offset += UInt64(bytes.count)
        assembler.ended(value, isComplete: lost == 0, origin: origin(), consumer: &heard)
    }

    mutating func command(_ bytes: [UInt8], on context: UInt8 = 1) { pdv(context, command: true, last: true, bytes) }

    mutating func data(_ bytes: [UInt8], on context: UInt8 = 1, last: Bool = true) {
        pdv(context, command: false, last: last, bytes)
    }

    mutating func finish() { assembler.finish(consumer: &heard) }
}
