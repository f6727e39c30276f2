import DICOMUpperLayer
import Evidence

/// The first byte tells how many bytes of portioning follow (up to 63) and whether the stream starts in the middle; the
/// rest is one direction of a connection. Without gaps, what is found must not depend on the portions.
func fuzzPDUs(_ bytes: [UInt8]) {
    var script = Script(bytes)
    let head = script.byte()
    let portions = script.take(Int(head & 0x3F))
    let startsInMiddle = head & 0x80 != 0
    let stream = script.rest()

    let whole = decode(stream, Portions([], of: stream.count), startsInMiddle: startsInMiddle)
    let portioned = decode(stream, Portions(portions, of: stream.count), startsInMiddle: startsInMiddle)
    if portions.allSatisfy({ $0 < 0xF0 }) {
        precondition(
            whole.findings == portioned.findings,
            "portions make no difference: \(whole.findings.difference(from: portioned.findings))")
    }
    precondition(whole.payload <= UInt64(stream.count), "no byte is handed out twice")
    _ = PDUDissection.fields(of: stream.span)
}

private func decode(_ stream: [UInt8], _ portions: Portions, startsInMiddle: Bool) -> PDUFindings {
    var portions = portions
    var limits = PDUStreamDecoder.Limits()
    limits.keptBytes = 4096
    var decoder = PDUStreamDecoder(side: .requestor, limits: limits, startsInMiddle: startsInMiddle)
    var findings = PDUFindings()
    var offset: UInt64 = 0
    let frame = FrameNumber(1)
    let time = Timestamp(nanoseconds: 0)
    while let portion = portions.next() {
        let origin = ByteOrigin(frame: frame, time: time, offset: offset)
        switch portion {
        case .bytes(let range):
            decoder.push(stream.span.extracting(range), origin: origin, consumer: &findings)
            offset += UInt64(range.count)
        case .gap(let length):
            decoder.lost(length, origin: origin, consumer: &findings)
            offset += length
        }
    }
    decoder.finish(origin: ByteOrigin(frame: frame, time: time, offset: offset), consumer: &findings)
    precondition(!findings.isInValue && !findings.isInTransfer, "what begins ends")
    return findings
}

/// What was found, portions apart.
private struct PDUFindings: PDUConsumer {
    private(set) var findings: [String] = []
    private(set) var payload: UInt64 = 0
    private(set) var isInValue = false
    private(set) var isInTransfer = false
    private var fragment = 0
    private var skipped: UInt64 = 0

    mutating func received(_ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, evidence: EvidenceRange) {
        precondition(!isInTransfer && !isInValue, "PDUs do not nest")
        // Behind a header that cannot be one, PDUs are looked for in its own bytes too.
        if header.type.isKnown { payload += UInt64(bytes.count) }
        findings.append("\(header.type) \(header.length) \(bytes.count) \(evidence.offset) \(evidence.length)")
        if case .associateRQ(let request) = pdu {
            findings.append("\(request.callingAETitle) \(request.presentationContexts.count)")
        }
    }

    mutating func dataTransferBegan(_ header: PDUHeader, origin: ByteOrigin) {
        precondition(!isInTransfer, "PDUs do not nest")
        isInTransfer = true
        findings.append("begin \(header.length) \(origin.offset)")
    }

    mutating func began(_ value: PresentationDataValue, origin: ByteOrigin) {
        precondition(isInTransfer && !isInValue, "a PDV is inside a PDU")
        isInValue = true
        fragment = 0
        findings.append("value \(value.presentationContextID) \(value.controlHeader) \(value.length) \(origin.offset)")
    }

    mutating func fragment(_ bytes: Span<UInt8>, of value: PresentationDataValue, origin: ByteOrigin) {
        precondition(isInValue && bytes.count > 0, "a fragment is inside a PDV")
        fragment += bytes.count
        payload += UInt64(bytes.count)
    }

    mutating func lostFragment(_ length: UInt64, of value: PresentationDataValue, origin: ByteOrigin) {
        precondition(isInValue && length > 0, "a fragment is inside a PDV")
    }

    mutating func ended(_ value: PresentationDataValue, isComplete: Bool, origin: ByteOrigin) {
        precondition(isInValue, "only what began ends")
        precondition(!isComplete || fragment + 2 == Int(value.length), "complete is all of it")
        isInValue = false
        findings.append("end \(fragment) \(isComplete) \(origin.offset)")
    }

    mutating func dataTransferEnded(_ header: PDUHeader, evidence: EvidenceRange, isComplete: Bool) {
        precondition(isInTransfer && !isInValue, "only what began ends")
        isInTransfer = false
        findings.append("end \(header.length) \(isComplete)")
    }

    mutating func lost(_ length: UInt64, origin: ByteOrigin) { skipped &+= length }

    mutating func found(_ anomaly: Anomaly) { findings.append("\(anomaly.code) \(anomaly.message)") }
}
