import AssociationTimeline
import DICOMUpperLayer
import Evidence
import NetworkLayers
import Wording

/// What a block says before its listing: who, when, how it ended, what each side is and what they agreed upon.
struct AssociationHeader {
    private let association: Association
    private let options: TextOptions

    init(_ association: Association, options: TextOptions) {
        self.association = association
        self.options = options
    }

    /// `text` is for the lines to be put together in.
    func write(into layout: inout TextLayout, _ text: inout StyledText) {
        func line(hanging: Int = 4, _ write: (inout StyledText) -> Void) {
            text.removeAll()
            write(&text)
            layout.line(text, hanging: hanging)
        }
        line(hanging: 2) { outcome(&$0) }
        line { peers(&$0) }
        line { moment(&$0) }
        if let quality { layout.line(quality, hanging: 4) }
        if let foreign = association.foreignProtocol {
            line { text in
                text.add("  ")
                let speaks = "the \(foreign.from.name) speaks \(foreign.value.rawValue)"
                if association.isEncrypted {
                    text.add("\(speaks): what is said in it cannot be seen", .faint)
                } else {
                    text.add(
                        foreign.value == .unknown
                            ? "the \(foreign.from.name) does not speak DICOM" : "\(speaks), not DICOM", .bad)
                }
                text.add(" (frame \(foreign.evidence.firstFrame.rawValue))", .faint)
            }
            if let parts = association.tls?.parts, !parts.isEmpty {
                line { text in
                    text.add("  ")
                    text.add(parts.joined(" · ", .faint))
                }
            }
        }
    }

    /// What each side tells of itself, what was measured on the connection, and the presentation contexts.
    func writeEstablishment(into layout: inout TextLayout, _ text: inout StyledText) {
        for (side, information) in [
            ("requestor", association.request?.value.userInformation),
            ("acceptor", association.accept?.value.userInformation),
        ] {
            guard let information else { continue }
            text.removeAll()
            text.add("  ")
            text.add(side, .faint)
            text.column(13)
            UserInformationWording(information).write(into: &text)
            layout.line(text, hanging: 4)
        }
        if options.showsTCP { for line in TCPLines(association).lines { layout.line(line, hanging: 4) } }
        ContextTable(association, expands: options.expands).write(into: &layout, &text)
    }

    /// What follows `Association 3`.
    private func outcome(_ text: inout StyledText) {
        text.add(" · ", .faint)
        text.beginParts()
        text.part(association.outcomeText, association.outcomeStyle)
        text.part()
        var tally = OperationTally()
        for operation in association.operations { tally.add(operation) }
        tally.write(into: &text)
        text.endParts()
    }

    /// `  STORESCU 10.0.0.1:50121 → ARCHIVE 10.0.0.2:104`
    private func peers(_ text: inout StyledText) {
        text.add("  ")
        Self.peer(association.callingAETitle, association.requestor, &text)
        text.add(" → ")
        Self.peer(association.calledAETitle, association.acceptor, &text)
    }

    private static func peer(_ title: String?, _ endpoint: Endpoint, _ text: inout StyledText) {
        if let title {
            text.addWhole(title.isEmpty ? "(no AE title)" : title, .accent)
            text.add(" ")
        }
        text.addWhole(endpoint.description)
    }

    private func moment(_ text: inout StyledText) {
        text.add("  ")
        text.beginParts()
        text.part()
        text.addWhole(association.start.readable)
        text.part()
        text.addWhole(duration(association.end.seconds(since: association.start)))
        text.part("frames ")
        text.add(NumberText(association.firstFrame.rawValue).text)
        text.add("–")
        text.add(NumberText(association.lastFrame.rawValue).text)
        text.part("tcp.stream ")
        text.add(NumberText(UInt64(association.tcpStream.magnitude)).text)
        if association.pdus.count > 0 { text.part(counted(association.pdus.count, "PDU")) }
        text.endParts()
    }

    /// What the capture lacks; `nil` when it has all.
    private var quality: StyledText? {
        let quality = association.quality
        var parts: [StyledText] = []
        if !quality.sawHandshake, association.request != nil || association.accept != nil || association.pdus.count > 0,
            association.outcome != .rejected, association.outcome != .unanswered
        {
            parts.append(StyledText("the A-ASSOCIATE exchange was not captured whole", .doubtful))
        }
        if quality.isOneSided { parts.append(StyledText("only one direction was captured", .doubtful)) }
        if quality.gaps > 0 {
            parts.append(
                StyledText("\(counted(quality.gaps, "gap")), \(byteCount(quality.lostBytes)) not captured", .doubtful))
        }
        guard !parts.isEmpty else { return nil }
        var text = StyledText("  ")
        text.add(parts.joined(" · ", .faint))
        return text
    }
}

extension Endpoint {
    /// `10.0.0.1:104`, `[fe80::1]:104`
    var text: String { description }
}
