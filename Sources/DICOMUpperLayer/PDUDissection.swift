import ByteReading
import Evidence

/// A PDU's bytes field by field, for people to read. It is the decoders' own walk through them.
public enum PDUDissection {
    /// The fields of the PDU that begins with the first of `bytes`, in order and nested as the standard nests them.
    /// Bytes behind its end are not looked at; fewer than it claims give the fields that are there.
    public static func fields(of bytes: Span<UInt8>) -> [PDUField] {
        guard let length = bytes.uint32BigEndian(at: 2) else { return [] }
        let type = PDUType(rawValue: bytes[0])
        let header = PDUHeader(type: type, reserved: bytes[1], length: length, offset: 0)
        let end = min(bytes.count, PDUHeader.size + Int(length))
        guard type == .dataTF else {
            return FieldReader.read(bytes.array(0..<end), header: header, keepsFields: true).reader.fields
        }
        var collector = DataTransferFields(fields: FieldReader.headerFields(bytes.array(0..<PDUHeader.size), header))
        var limits = PDUStreamDecoder.Limits()
        limits.anomaliesPerCode = .max
        var decoder = PDUStreamDecoder(side: nil, limits: limits)
        let origin = ByteOrigin(frame: FrameNumber(0), time: Timestamp(nanoseconds: 0), offset: 0)
        decoder.push(bytes.extracting(0..<end), origin: origin, consumer: &collector)
        decoder.finish(origin: origin, consumer: &collector)
        return collector.fields
    }
}

/// A P-DATA-TF's PDVs as fields.
private struct DataTransferFields: PDUConsumer {
    static let clause: Clause = "PS3.8 §9.3.5.1, Table 9-23"

    var fields: [PDUField]
    /// Bytes there of the current PDV's fragment.
    var fragment = 0

    mutating func began(_ value: PresentationDataValue, origin: ByteOrigin) { fragment = 0 }

    mutating func fragment(_ bytes: Span<UInt8>, of value: PresentationDataValue, origin: ByteOrigin) {
        fragment += bytes.count
    }

    mutating func ended(_ value: PresentationDataValue, isComplete: Bool, origin: ByteOrigin) {
        let offset = Int(truncatingIfNeeded: value.offset)
        var children = [
            PDUField("Item-length", offset: offset, length: 4, value: String(value.length), clause: Self.clause),
            PDUField(
                "Presentation-context-ID", offset: offset + 4, length: 1, value: String(value.presentationContextID),
                clause: Self.clause),
            PDUField(
                "Message control header", offset: offset + 5, length: 1,
                value: PDUText.hexadecimal(value.controlHeader),
                meaning: (value.isCommand ? "command" : "data set") + (value.isLast ? ", last fragment" : ""),
                clause: "PS3.8 §E.2"),
        ]
        if fragment > 0 {
            children.append(
                PDUField(
                    "Fragment", offset: offset + PresentationDataValue.headerSize, length: fragment,
                    meaning: isComplete ? nil : "cut short", clause: "PS3.8 §E.1"))
        }
        fields.append(
            PDUField(
                "Presentation-data-value Item", offset: offset, length: PresentationDataValue.headerSize + fragment,
                clause: Self.clause, children: children))
    }

    /// Of what is no whole PDV head, which `began` does not give, the anomaly tells the place.
    mutating func found(_ anomaly: Anomaly) {
        let headless: [PDUFault.Code] = [.pdvLength, .pdvTrailingBytes, .pdvExceedsPDU]
        guard anomaly.evidence.length < UInt64(PresentationDataValue.headerSize),
            headless.contains(where: { $0.name == anomaly.code })
        else { return }
        fields.append(
            PDUField(
                "Presentation-data-value Item", offset: Int(truncatingIfNeeded: anomaly.evidence.offset),
                length: Int(truncatingIfNeeded: anomaly.evidence.length), meaning: anomaly.message,
                clause: anomaly.clause))
    }

    mutating func received(_ pdu: PDU, header: PDUHeader, bytes: Span<UInt8>, evidence: EvidenceRange) {}
    mutating func dataTransferBegan(_ header: PDUHeader, origin: ByteOrigin) {}
    mutating func lostFragment(_ length: UInt64, of value: PresentationDataValue, origin: ByteOrigin) {}
    mutating func dataTransferEnded(_ header: PDUHeader, evidence: EvidenceRange, isComplete: Bool) {}
    mutating func lost(_ length: UInt64, origin: ByteOrigin) {}
}
