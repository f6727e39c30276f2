import RuleEngine

/// The input is the file of a rule: first of a site's own, then of one that changes a rule that is built in.
func fuzzRuleFile(_ bytes: [UInt8]) {
    precondition(canBeChanged)
    let text = String(decoding: bytes, as: UTF8.self)
    for builtIn in [[], [changeable]] {
        let id = builtIn.first?.id ?? "site/own"
        do {
            let site = [RuleSet.File(id: id, name: "rule.yaml", text: text)]
            for rule in try RuleSet(builtIn: builtIn, site: site).rules {
                precondition(!rule.id.isEmpty && !rule.title.isEmpty)
                _ = try rule.documentation()
            }
        } catch {
            precondition(error.position.line > 0 && error.position.column > 0 && !error.description.isEmpty)
        }
    }
}

private let changeable = RuleSet.File(
    id: "context/refused", name: "refused.yaml",
    text: """
        title: Abstract syntaxes are refused
        severity: warning
        scope: context
        when: context.result == abstract-syntax-not-supported
        message: "{assoc.acceptor} refuses what {assoc.requestor} proposed."
        responsible: acceptor
        each: context.abstractSyntax
        standard:
          - PS3.8 §9.3.3.2, Table 9-18
        rationale: It cannot be used.
        cause: The acceptor was not built for it.
        remedy: Propose another.
        examples:
          triggers:
            - {capture: contexts-every-result, frame: 6}
          clean: [echo]
        """)

private let canBeChanged = (try? RuleSet(builtIn: [changeable])) != nil
