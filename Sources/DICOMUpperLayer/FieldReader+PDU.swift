import Evidence

extension FieldReader {
    static func read(_ bytes: [UInt8], header: PDUHeader) -> DecodedPDU {
        let (pdu, reader) = read(bytes, header: header, keepsFields: false)
        return DecodedPDU(pdu: pdu, faults: reader.faults, isCut: reader.isCut)
    }

    /// Reads a whole PDU other than P-DATA-TF, beginning with its header.
    static func read(_ bytes: [UInt8], header: PDUHeader, keepsFields: Bool) -> (pdu: PDU, reader: FieldReader) {
        var reader = FieldReader(
            bytes, end: PDUHeader.size + Int(header.length), enclosing: header.type.description,
            keepsFields: keepsFields)
        let clause = header.type.clause
        reader.header(clause)
        let pdu: PDU
        switch header.type {
        case .associateRQ: pdu = .associateRQ(reader.associate(clause, FieldReader.proposedPresentationContext))
        case .associateAC: pdu = .associateAC(reader.associate(clause, FieldReader.answeredPresentationContext))
        case .associateRJ: pdu = .associateRJ(reader.associateRJ(clause))
        case .releaseRQ: pdu = .releaseRQ(reader.release(clause))
        case .releaseRP: pdu = .releaseRP(reader.release(clause))
        case .abort: pdu = .abort(reader.abort(clause))
        default: pdu = .unknown(header.type, reader.raw("Contents"))
        }
        reader.reservedFault(clause)
        return (pdu, reader)
    }

    /// The fields of a PDU's header alone.
    static func headerFields(_ bytes: [UInt8], _ header: PDUHeader) -> [PDUField] {
        var reader = FieldReader(
            bytes, end: PDUHeader.size, enclosing: header.type.description, keepsFields: true)
        reader.header(header.type.clause)
        return reader.fields
    }

    private mutating func header(_ clause: Clause?) {
        _ = unsigned8("PDU-type", clause, hexadecimal: true) { PDUType(rawValue: $0).description }
        reserved(1, clause)
        _ = unsigned32("PDU-length", clause)
    }

    private mutating func associate<Context>(
        _ clause: Clause?, _ context: (inout FieldReader, ItemType, Int) -> Context?
    ) -> PDU.Associate<Context> {
        var pdu = PDU.Associate<Context>()
        pdu.protocolVersion = unsigned16("Protocol-version", clause) { $0 & 1 == 1 ? "version 1" : nil }
        reserved(2, clause)
        pdu.calledAETitleBytes = aeTitle("Called-AE-title", clause)
        pdu.callingAETitleBytes = aeTitle("Calling-AE-title", clause)
        reserved(32, clause)
        pdu.unknownItems = items { reader, type, offset in
            switch type {
            case .applicationContext:
                if let uid = reader.uid("Application-context-name", reader.remaining, type.clause) {
                    pdu.applicationContexts.append(uid)
                }
            case .userInformation:
                pdu.userInformationItems.append(reader.userInformation(offset: offset))
            default:
                guard let item = context(&reader, type, offset) else { return false }
                pdu.presentationContexts.append(item)
            }
            return true
        }
        pdu.reserved = reserved
        pdu.isComplete = !isCut
        return pdu
    }

    private mutating func aeTitle(_ name: String, _ clause: Clause?) -> [UInt8] {
        let offset = position
        let bytes = raw(name, 16, clause, isText: true)
        if bytes.contains(0) {
            fault(
                .aeTitlePadding, at: offset, length: bytes.count, clause: clause,
                "\(name) of \(enclosing) contains NUL bytes; it is padded with spaces.",
                details: [.init("field", name), .init("bytes", .bytes(bytes))])
        }
        return bytes
    }

    private static func proposedPresentationContext(
        _ reader: inout FieldReader, _ type: ItemType, _ offset: Int
    ) -> PDU.ProposedPresentationContext? {
        guard type == .proposedPresentationContext else { return nil }
        var context = PDU.ProposedPresentationContext(id: nil, offset: offset)
        context.id = reader.unsigned8("Presentation-context-ID", type.clause)
        reader.reserved(3, type.clause)
        context.unknownItems = reader.items { reader, type, _ in
            switch type {
            case .abstractSyntax:
                if let uid = reader.uid("Abstract-syntax-name", reader.remaining, type.clause) {
                    context.abstractSyntaxes.append(uid)
                }
            case .transferSyntax:
                if let uid = reader.uid("Transfer-syntax-name", reader.remaining, type.clause) {
                    context.transferSyntaxes.append(uid)
                }
            default: return false
            }
            return true
        }
        return context
    }

    private static func answeredPresentationContext(
        _ reader: inout FieldReader, _ type: ItemType, _ offset: Int
    ) -> PDU.AnsweredPresentationContext? {
        guard type == .answeredPresentationContext else { return nil }
        var context = PDU.AnsweredPresentationContext(id: nil, result: nil, offset: offset)
        context.id = reader.unsigned8("Presentation-context-ID", type.clause)
        reader.reserved(1, type.clause)
        context.result = reader.unsigned8("Result/Reason", type.clause) {
            PDU.PresentationContextResult(rawValue: $0).name
        }.map(PDU.PresentationContextResult.init(rawValue:))
        reader.reserved(1, type.clause)
        context.unknownItems = reader.items { reader, type, _ in
            guard type == .transferSyntax else { return false }
            if let uid = reader.uid("Transfer-syntax-name", reader.remaining, type.clause) {
                context.transferSyntaxes.append(uid)
            }
            return true
        }
        return context
    }

    private mutating func associateRJ(_ clause: Clause?) -> PDU.AssociateRJ {
        fixedLength(clause)
        reserved(1, clause)
        var pdu = PDU.AssociateRJ(result: nil, source: nil, reason: nil)
        pdu.result = unsigned8("Result", clause, meaning: PDU.AssociateRJ.name(ofResult:))
        pdu.source = unsigned8("Source", clause, meaning: PDU.AssociateRJ.name(ofSource:))
        pdu.reason = unsigned8("Reason/Diag.", clause) { [source = pdu.source] in
            PDU.AssociateRJ.name(ofReason: $0, source: source)
        }
        trailing(clause)
        pdu.reserved = reserved
        return pdu
    }

    private mutating func release(_ clause: Clause?) -> PDU.Release {
        fixedLength(clause)
        reserved(4, clause)
        trailing(clause)
        var pdu = PDU.Release()
        pdu.reserved = reserved
        return pdu
    }

    private mutating func abort(_ clause: Clause?) -> PDU.Abort {
        fixedLength(clause)
        reserved(2, clause)
        var pdu = PDU.Abort(source: nil, reason: nil)
        pdu.source = unsigned8("Source", clause, meaning: PDU.Abort.name(ofSource:))
        pdu.reason = unsigned8("Reason/Diag.", clause) { [source = pdu.source] in
            PDU.Abort.name(ofReason: $0, source: source)
        }
        trailing(clause)
        pdu.reserved = reserved
        return pdu
    }

    /// Four PDUs have a PDU-length of 4 and no other.
    private mutating func fixedLength(_ clause: Clause?) {
        guard remaining != 4 else { return }
        fault(
            .length, at: 2, length: 4, clause: clause,
            "The PDU-length of \(enclosing) is \(remaining); it is always 4.",
            details: [.init("field", "PDU-length"), .init("layer", enclosing), .init("claimed", remaining)])
    }
}
