import AssociationTimeline
import DICOMMessageExchange
import Wording

/// What of an association somebody should look at, in one line.
struct Troubles {
    private var parts: [StyledText] = []
    private let association: Association

    /// Kinds of failed operations told of one association.
    private static let mostKinds = 3

    var isEmpty: Bool { parts.isEmpty }

    init(_ association: Association) {
        self.association = association
        guard !association.isSoundTLS else { return }
        if association.outcome != .released, association.outcome != .open {
            parts.append(StyledText(association.outcomeText, association.outcome.style))
        }
        if let foreign = association.foreignProtocol, foreign.value != .unknown {
            parts.append(StyledText("the \(foreign.from.name) speaks \(foreign.value.rawValue)", .bad))
        }
        if association.accept != nil, !association.presentationContexts.contains(where: \.isAccepted) {
            parts.append(StyledText("no presentation context accepted", .bad))
        }
        addOperations(association.operations)
        if association.quality.gaps > 0 {
            parts.append(StyledText("\(byteCount(association.quality.lostBytes)) not captured", .doubtful))
        }
    }

    var line: StyledText {
        var line = StyledText(" ")
        line.addWhole(association.callingAETitle ?? association.requestor.text, .accent)
        line.add(" → ")
        line.addWhole(association.calledAETitle ?? association.acceptor.text, .accent)
        line.add(" · ", .faint)
        line.add(parts.joined("; "))
        return line
    }

    private mutating func addOperations(_ operations: [DIMSEOperation]) {
        var kinds: [(first: DIMSEOperation, count: Int)] = []
        for operation in operations where operation.outcome != .success {
            let index = kinds.firstIndex {
                $0.first.kind == operation.kind && $0.first.outcome == operation.outcome
                    && $0.first.status == operation.status
            }
            if let index {
                kinds[index].count += 1
            } else if kinds.count < 64 {
                kinds.append((operation, 1))
            }
        }
        for (operation, count) in kinds.prefix(Self.mostKinds) {
            var text = StyledText(count > 1 ? grouped(count) + " " : "")
            text.add(operation.serviceName + " ")
            if let response = operation.responses.last, operation.outcome != .incomplete {
                text.add(MessageWording.status(of: response, in: operation))
            } else {
                text.add(operation.outcome.rawValue, operation.outcome.style)
            }
            if let frame = operation.lastFrame { text.add(" (frame \(frame.rawValue))", .faint) }
            parts.append(text)
        }
        if kinds.count > Self.mostKinds {
            parts.append(StyledText("\(kinds.count - Self.mostKinds) more kinds of failure", .bad))
        }
    }
}
