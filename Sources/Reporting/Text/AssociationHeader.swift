import AssociationTimeline
import DICOMUpperLayer
import Evidence
import NetworkLayers
import Wording

/// What a block says before its listing: who, when, how it ended, what each side is.
struct AssociationHeader {
    private let association: Association
    private let options: TextOptions

    init(_ association: Association, options: TextOptions) {
        self.association = association
        self.options = options
    }

    /// What follows `Association 3`.
    var outcomeLine: StyledText {
        var text = StyledText(" · ", .faint)
        text.add(association.outcomeText, association.outcome.style)
        var tally = OperationTally()
        for operation in association.operations { tally.add(operation) }
        if !tally.text.isEmpty {
            text.add(" · ", .faint)
            text.add(tally.text)
        }
        return text
    }

    var lines: [StyledText] {
        var lines = [peers, moment]
        if let quality { lines.append(quality) }
        if let foreign = association.foreignProtocol {
            var text = StyledText("  ")
            text.add(
                foreign.value == .unknown
                    ? "the \(foreign.from.name) does not speak DICOM"
                    : "the \(foreign.from.name) speaks \(foreign.value.rawValue), not DICOM", .bad)
            text.add(" (frame \(foreign.evidence.firstFrame.rawValue))", .faint)
            lines.append(text)
            if let parts = association.tls?.parts, !parts.isEmpty {
                var text = StyledText("  ")
                text.add(parts.joined(" · ", .faint))
                lines.append(text)
            }
        }
        lines += implementation("requestor", association.request?.value.userInformation)
        lines += implementation("acceptor", association.accept?.value.userInformation)
        if options.showsTCP { lines += TCPLines(association).lines }
        return lines
    }

    /// `  STORESCU 10.0.0.1:50121 → ARCHIVE 10.0.0.2:104`
    private var peers: StyledText {
        var text = StyledText("  ")
        text.add(peer(association.callingAETitle, association.requestor))
        text.add(" → ")
        text.add(peer(association.calledAETitle, association.acceptor))
        return text
    }

    private func peer(_ title: String?, _ endpoint: Endpoint) -> StyledText {
        var text = StyledText()
        if let title { text.addWhole(title.isEmpty ? "(no AE title)" : title, .accent); text.add(" ") }
        text.addWhole(endpoint.text)
        return text
    }

    private var moment: StyledText {
        var text = StyledText("  ")
        text.addWhole(association.start.readable)
        var parts = [text]
        var length = StyledText()
        length.addWhole(duration(association.end.seconds(since: association.start)))
        parts.append(length)
        parts.append(StyledText("frames \(association.firstFrame.rawValue)–\(association.lastFrame.rawValue)"))
        parts.append(StyledText("tcp.stream \(association.tcpStream)"))
        if association.pdus.count > 0 { parts.append(StyledText(counted(association.pdus.count, "PDU"))) }
        return parts.joined(" · ", .faint)
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

    private func implementation(_ side: String, _ information: UserInformation?) -> [StyledText] {
        guard let information else { return [] }
        var text = StyledText("  ")
        text.add(side, .faint)
        text.column(13)
        text.add(UserInformationWording(information).parts.joined(" · ", .faint))
        return [text]
    }
}

extension Endpoint {
    /// `10.0.0.1:104`, `[fe80::1]:104`
    var text: String {
        switch address {
        case .v4: "\(address):\(port)"
        case .v6: "[\(address)]:\(port)"
        }
    }
}

extension Timestamp {
    /// `2026-01-31 23:59:59.000001 UTC`
    var readable: String { String(iso8601.dropLast().map { $0 == "T" ? " " : $0 }) + " UTC" }
}
