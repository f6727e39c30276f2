import AssociationTimeline
import Evidence
import NetworkLayers

/// What the live lines of an association need of it while it goes on.
struct LiveAssociation {
    let stream: Int
    let requestor: Endpoint
    let acceptor: Endpoint
    let start: Timestamp
    private(set) var calling: String?
    private(set) var called: String?

    init(_ association: borrowing Association) {
        stream = association.tcpStream
        requestor = association.requestor
        acceptor = association.acceptor
        start = association.start
        calling = association.callingAETitle
        called = association.calledAETitle
    }

    mutating func name(calling: String, called: String) {
        self.calling = calling
        self.called = called
    }

    /// `10.0.0.1:50121 → 10.0.0.2:104`
    var endpoints: StyledText {
        var text = StyledText()
        text.addWhole(requestor.text)
        text.add(" → ")
        text.addWhole(acceptor.text)
        return text
    }

    /// `STORESCU → ARCHIVE`; the addresses where no titles were seen.
    var titles: StyledText {
        guard let calling, let called else { return endpoints }
        var text = StyledText()
        text.addWhole(calling, .accent)
        text.add(" → ")
        text.addWhole(called, .accent)
        return text
    }
}

extension Timestamp {
    /// `23:59:59.000001`, UTC.
    var timeOfDay: String { String(iso8601.dropFirst(11).dropLast()) }
}
