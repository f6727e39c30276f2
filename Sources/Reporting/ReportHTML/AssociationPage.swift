import AssociationTimeline
import DICOMDictionary
import DICOMUpperLayer
import Evidence
import RuleEngine
import Troubleshooting
import Wording

/// One association in full: the ladder diagram, contexts, user information, operations.
struct AssociationPage {
    let detail: AssociationDetail

    func object(_ findings: PageFindings, isOpen: Bool) -> PageObject {
        PageObject { page in
            page.number("number", detail.number)
            page.flag("isOpen", isOpen)
            addParticulars(to: &page)
            page.list("findings", findings.links(detail.findings))
            page.flag("hasFindings", !detail.findings.isEmpty)
            page.object("ladder", LadderDiagram(detail: detail).object(findings))
            addEstablishment(to: &page)
            addOperations(to: &page)
        }
    }

    func addParticulars(to page: inout PageObject) {
        let association = detail.association
        page.text(
            "between",
            "\(name(association.callingAETitle, association.requestor.text)) → \(name(association.calledAETitle, association.acceptor.text))"
        )
        page.object("mark", PageMark(PageMark.Tone(association.outcomeStyle), detail.outcomeText).object)
        page.text("start", association.start.readable)
        page.text("particulars", particulars)
        page.object(
            "evidence",
            PageEvidence.object(stream: association.tcpStream, association.firstFrame, association.lastFrame))
    }

    /// Contexts and user information.
    func addEstablishment(to page: inout PageObject) {
        let association = detail.association
        page.flag("hasContexts", !association.presentationContexts.isEmpty)
        page.text("contextsTitle", contextsTitle)
        page.list("contexts", association.presentationContexts.map { context($0) })
        page.list("information", information)
        page.flag("hasInformation", association.request != nil || association.accept != nil)
    }

    func addOperations(to page: inout PageObject) {
        page.flag("hasOperations", !detail.operations.isEmpty)
        page.text("operationsTitle", counted(detail.operationCount, "operation"))
        page.list("operations", detail.operations.map { operation($0) })
        page.text(
            "operationsNote",
            detail.operationsLeftOut > 0
                ? "\(counted(detail.operationsLeftOut, "further operation")) not listed." : nil)
    }

    private func name(_ title: String?, _ address: String) -> String {
        guard let title else { return address }
        return title.isEmpty ? "(no AE title)" : title
    }

    private var particulars: String {
        let association = detail.association
        var parts = [
            "\(association.requestor.text) → \(association.acceptor.text)",
            duration(association.end.seconds(since: association.start)),
        ]
        let time = TimeShares.parts.map { ($0.words, detail.time[keyPath: $0.path]) }
            .filter { $0.1 > detail.time.total / 20 }.sorted { $0.1 > $1.1 }
        if !time.isEmpty { parts.append(time.prefix(3).map { "\(duration($0.1)) \($0.0)" }.joined(separator: ", ")) }
        if association.quality.gaps > 0 {
            parts.append(
                "\(counted(association.quality.gaps, "gap")), \(byteCount(association.quality.lostBytes)) not captured")
        }
        if association.quality.isOneSided { parts.append("only one direction was captured") }
        return parts.joined(separator: " · ")
    }

    private var contextsTitle: String {
        let contexts = detail.association.presentationContexts
        let accepted = detail.association.accept == nil ? nil : contexts.count(where: \.isAccepted)
        return counted(contexts.count, "presentation context") + (accepted.map { ", \(grouped($0)) accepted" } ?? "")
    }

    private func context(_ context: PresentationContext) -> PageObject {
        PageObject { page in
            page.text("id", "\(context.id)")
            page.text("abstractSyntax", context.abstractSyntax?.shortName ?? "not captured")
            page.text("proposed", context.proposedTransferSyntaxes.map(\.shortName).joined(separator: ", "))
            page.object("mark", mark(context).object)
            if let roles = context.proposedRoles {
                page.text("roles", "\(roles.words): \(context.acceptedRoles?.words ?? "no answer")")
            }
            page.text("uses", context.uses > 0 ? grouped(context.uses) : nil)
        }
    }

    private func mark(_ context: PresentationContext) -> PageMark {
        if context.isAccepted || context.isInferred, let syntax = context.acceptedTransferSyntax {
            return PageMark(.good, syntax.shortName + (context.isInferred ? " (inferred)" : ""))
        }
        if context.isInferred { return PageMark(.plain, "handshake not captured") }
        guard let result = context.result else {
            return detail.association.contextAnswersMayBeLost
                ? PageMark(.note, "answer not captured") : PageMark(.doubtful, "unanswered")
        }
        return PageMark(context.isAccepted ? .good : .bad, result.words)
    }

    private var information: [PageObject] {
        let sides = [
            ("Requestor", detail.association.request?.value.userInformation),
            ("Acceptor", detail.association.accept?.value.userInformation),
        ]
        return sides.map { side, information in
            PageObject { page in
                page.text("side", side)
                page.text(
                    "text",
                    information.map { UserInformationWording($0).text.plain }
                        ?? "not captured, or not sent")
            }
        }
    }

    private func operation(_ entry: OperationEntry) -> PageObject {
        PageObject { page in
            page.text("id", "\(entry.id)")
            page.text("kind", entry.service)
            let about = [entry.sopClass?.shortName, entry.particulars, entry.transferSyntax?.shortName]
            page.text("about", about.compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " · "))
            page.text("instance", entry.sopInstance)
            page.object("mark", mark(entry).object)
            page.text("detail", remarks(entry))
            if let request = entry.request {
                page.text("after", "+" + decimal(request.firstTime.seconds(since: detail.association.start), places: 6))
            }
            page.text("took", entry.duration.map { duration($0) })
            page.text("size", entry.bytes > 0 ? byteCount(entry.bytes) : nil)
            if let first = entry.request ?? entry.response, let last = entry.response ?? entry.request {
                page.text("frames", PageEvidence.range(first.firstFrame, last.lastFrame))
            }
        }
    }

    private func mark(_ entry: OperationEntry) -> PageMark {
        if entry.isHidden { return PageMark(.doubtful, "not captured to its end") }
        let tone = PageMark.Tone(entry.outcome.style)
        return PageMark(tone, PageMark.status(entry.status, entry.statusText) ?? entry.outcome.rawValue)
    }

    private func remarks(_ entry: OperationEntry) -> String {
        var parts: [String] = []
        if let comment = entry.comment, !comment.isEmpty { parts.append("“\(comment)”") }
        if entry.responseCount > 1 { parts.append(counted(entry.responseCount, "response")) }
        let counts = [
            (entry.completed, "completed"), (entry.failed, "failed"), (entry.warning, "with warnings"),
            (entry.remaining, "remaining"),
        ]
        parts += counts.compactMap { number, name in number.map { "\($0) \(name)" } }
        if entry.invoker == .acceptor { parts.append("invoked by the acceptor") }
        return parts.joined(separator: " · ")
    }
}
