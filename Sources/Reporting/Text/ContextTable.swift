import AssociationTimeline
import DICOMDictionary
import Wording

/// The presentation contexts, proposed against accepted. Of many, those used and some of the rejected ones.
struct ContextTable {
    private let contexts: [PresentationContext]
    private let expands: Bool
    /// Otherwise the association never came to be, and no context has an answer.
    private let areAnswered: Bool
    private let answersMayBeLost: Bool

    static let mostShown = 12

    init(_ association: Association, expands: Bool) {
        contexts = association.presentationContexts
        self.expands = expands
        answersMayBeLost = association.contextAnswersMayBeLost
        areAnswered = contexts.contains { $0.result != nil || $0.isInferred || $0.uses > 0 }
    }

    func write(into layout: inout TextLayout) {
        guard !contexts.isEmpty else { return }
        let shown = selection
        let id = shown.map { String($0.id).utf8.count }.max() ?? 1
        let name = min(48, shown.map { Self.name($0).unicodeScalars.count }.max() ?? 0)
        let answer = min(34, shown.map { self.answer($0).width }.max() ?? 0)
        let nameColumn = 8 + id
        let answerColumn = nameColumn + name + 2
        let remarksColumn = answerColumn + (answer > 0 ? answer + 2 : 0)
        // Remarks go on under themselves while that leaves them room for a few words.
        let hanging = layout.terminal.width - remarksColumn >= 32 ? remarksColumn : nameColumn + 2
        layout.line(StyledText(areAnswered ? "  contexts" : "  contexts proposed", .faint), hanging: 4)
        for context in shown {
            var text = StyledText("    ")
            if areAnswered { text.add(Self.mark(context), Self.style(context)) }
            text.column(6)
            text.addWhole(leftPadded(String(context.id), to: id))
            text.column(nameColumn)
            text.add(Self.name(context), .accent)
            text.column(answerColumn)
            text.add(self.answer(context))
            text.column(remarksColumn)
            text.add(remarks(context).joined(" · ", .faint))
            layout.line(text, hanging: hanging)
        }
        if let rest = rest(leftOut: contexts.count - shown.count, shown: shown) { layout.line(rest, hanging: 8) }
    }

    private var selection: [PresentationContext] {
        if expands || contexts.count <= Self.mostShown { return contexts }
        let used = contexts.filter { $0.uses > 0 }.prefix(Self.mostShown)
        let rejected = contexts.filter { $0.uses == 0 && !$0.isAccepted }.prefix(max(4, Self.mostShown - used.count))
        let ids = Set((used + rejected).map(\.id))
        return contexts.filter { ids.contains($0.id) }
    }

    private func rest(leftOut: Int, shown: [PresentationContext]) -> StyledText? {
        guard leftOut > 0 else { return nil }
        let accepted = contexts.count(where: \.isAccepted) - shown.count(where: \.isAccepted)
        var parts: [StyledText] = []
        if accepted > 0 { parts.append(StyledText("\(accepted) more accepted, not used")) }
        if leftOut > accepted { parts.append(StyledText("\(leftOut - accepted) more not accepted", .doubtful)) }
        var text = StyledText("      ")
        text.add("… ", .faint)
        text.add(parts.joined(", "))
        text.add(" (--expand lists all)", .faint)
        return text
    }

    private static func name(_ context: PresentationContext) -> String {
        context.abstractSyntax?.shortName ?? "abstract syntax not captured"
    }

    private static func mark(_ context: PresentationContext) -> String {
        context.isAccepted ? "✓" : context.result == nil ? "?" : "✗"
    }

    private func answer(_ context: PresentationContext) -> StyledText {
        guard areAnswered else { return StyledText() }
        if context.isAccepted || context.isInferred, let syntax = context.acceptedTransferSyntax {
            return StyledText(syntax.shortName + (context.isInferred ? " (inferred)" : ""), Self.style(context))
        }
        let none = answersMayBeLost ? "answer not captured" : "unanswered"
        let words = context.isInferred ? "handshake not captured" : context.result?.words ?? none
        return StyledText(words, Self.style(context))
    }

    private static func style(_ context: PresentationContext) -> TextStyle {
        context.isAccepted ? .good : context.result == nil ? .doubtful : .bad
    }

    private func remarks(_ context: PresentationContext) -> [StyledText] {
        var parts: [StyledText] = []
        if !context.proposedTransferSyntaxes.isEmpty {
            let names = context.proposedTransferSyntaxes.map(\.shortName)
            parts.append(StyledText((areAnswered ? "proposed " : "") + names.joined(separator: ", "), .faint))
        }
        if let roles = context.proposedRoles {
            let answer =
                switch context.acceptedRoles {
                case nil: " proposed, no answer"
                case roles: " accepted"
                case let other?: " proposed, \(other.words) accepted"
                }
            parts.append(StyledText("role " + roles.words + answer))
        }
        if context.uses > 0 { parts.append(StyledText(counted(context.uses, "message"))) }
        return parts
    }
}
