import RuleEngine

extension Finding {
    /// Its message with the names of those it speaks of, as far as known, in place of "the requestor" and "the acceptor".
    public var namedMessage: String {
        var text = message
        let names = [
            ("requestor", parties.callingAETitle ?? parties.requestorAddress), ("acceptor", parties.calledAETitle),
        ]
        for (side, name) in names {
            guard let name, !name.isEmpty else { continue }
            for article in ["The ", "the "] { text = text.replacing(article + side, with: name) }
            // Whoever is the subject need not be named again.
            if text.hasPrefix(name) {
                text = text.replacing(" of \(name) with ", with: " with ")
                text = text.replacing(" between \(name) and ", with: " with ")
            }
        }
        return text
    }
}
