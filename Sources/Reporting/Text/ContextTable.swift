import AssociationTimeline
import DICOMDictionary
import Evidence
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

    /// `text` is for the lines to be put together in.
    func write(into layout: inout TextLayout, _ text: inout StyledText) {
        guard !contexts.isEmpty else { return }
        let shown = selection
        // The names and answers of all of them, as runs of one text.
        var words = StyledText()
        var places: [(name: Range<Int>, answer: Range<Int>)] = []
        var id = 1
        var name = 0
        var answer = 0
        for context in shown {
            let start = words.runs.count
            words.add(context.abstractSyntax?.shortName ?? "abstract syntax not captured", .accent)
            let middle = words.runs.count
            if areAnswered { self.answer(context, &words) }
            let place = (name: start..<middle, answer: middle..<words.runs.count)
            places.append(place)
            id = max(id, context.id < 10 ? 1 : context.id < 100 ? 2 : 3)
            name = max(name, words.width(of: place.name))
            answer = max(answer, words.width(of: place.answer))
        }
        (name, answer) = (min(48, name), min(34, answer))
        let nameColumn = 8 + id
        let answerColumn = nameColumn + name + 2
        let remarksColumn = answerColumn + (answer > 0 ? answer + 2 : 0)
        // Remarks go on under themselves while that leaves them room for a few words.
        let hanging = layout.terminal.width - remarksColumn >= 32 ? remarksColumn : nameColumn + 2
        layout.line(StyledText(areAnswered ? "  contexts" : "  contexts proposed", .faint), hanging: 4)
        for (context, place) in zip(shown, places) {
            text.removeAll()
            text.add("    ")
            if areAnswered { text.add(Self.mark(context), Self.style(context)) }
            text.column(6)
            text.addWhole(leftPadded(NumberText(UInt64(context.id)).text, to: id))
            text.column(nameColumn)
            text.add(words, place.name)
            text.column(answerColumn)
            text.add(words, place.answer)
            text.column(remarksColumn)
            remarks(context, &text)
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

    private static func mark(_ context: PresentationContext) -> String {
        context.isAccepted ? "✓" : context.result == nil ? "?" : "✗"
    }

    private func answer(_ context: PresentationContext, _ text: inout StyledText) {
        let style = Self.style(context)
        if context.isAccepted || context.isInferred, let syntax = context.acceptedTransferSyntax {
            text.add(syntax.shortName, style)
            if context.isInferred { text.add(" (inferred)", style) }
            return
        }
        let none = answersMayBeLost ? "answer not captured" : "unanswered"
        text.add(context.isInferred ? "handshake not captured" : context.result?.words ?? none, style)
    }

    private static func style(_ context: PresentationContext) -> TextStyle {
        context.isAccepted ? .good : context.result == nil ? .doubtful : .bad
    }

    private func remarks(_ context: PresentationContext, _ text: inout StyledText) {
        text.beginParts()
        text.part()
        for (index, syntax) in context.proposedTransferSyntaxes.enumerated() {
            text.add(index > 0 ? ", " : areAnswered ? "proposed " : "", .faint)
            text.add(syntax.shortName, .faint)
        }
        if let roles = context.proposedRoles {
            let answer =
                switch context.acceptedRoles {
                case nil: " proposed, no answer"
                case roles: " accepted"
                case let other?: " proposed, \(other.words) accepted"
                }
            text.part("role " + roles.words + answer)
        }
        if context.uses > 0 { text.part(counted(context.uses, "message")) }
        text.endParts()
    }
}
