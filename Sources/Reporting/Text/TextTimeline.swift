import AssociationTimeline
import Evidence
import Wording

/// Associations as blocks of text for a terminal.
struct TextTimeline {
    let terminal: Terminal
    let options: TextOptions

    /// Everything of the block but its first words, `Association 3`: the number is not certain yet. Returns the line for
    /// the list of what went wrong; empty when all went well.
    func render(_ association: Association, into spool: inout Spool) throws(OutputError) -> [UInt8] {
        var layout = TextLayout(terminal, column: Self.widestBeginning)
        let header = AssociationHeader(association, options: options)
        layout.line(header.outcomeLine, hanging: 2)
        for line in header.lines { layout.line(line, hanging: 4) }
        ContextTable(association, expands: options.expands).write(into: &layout)
        try list(association, in: &layout, into: &spool)
        layout.newLine()
        try spool.append(layout.take())
        return headline(association)
    }

    /// What stands before the rendered block.
    static func beginning(id: Int, _ terminal: Terminal) -> [UInt8] {
        Array((terminal.usesColor ? "\u{1B}[1mAssociation \(id)\u{1B}[0m" : "Association \(id)").utf8)
    }

    /// The columns the longest likely beginning takes.
    private static let widestBeginning = "Association 99999".utf8.count

    private static let mostKept = 1024

    private func headline(_ association: Association) -> [UInt8] {
        let problems = Troubles(association)
        guard !problems.isEmpty else { return [] }
        var layout = TextLayout(terminal, column: 2 + Self.widestBeginning)
        layout.line(problems.line, hanging: 6)
        return layout.take()
    }

    private func list(
        _ association: Association, in layout: inout TextLayout, into spool: inout Spool
    ) throws(OutputError) {
        let entries = association.entries(options)
        guard !entries.isEmpty else { return }
        let showsPData = terminal.width >= 100
        var columns = LineColumns()
        // Of a long listing the lines are made twice rather than kept.
        var kept: [TimelineLine] = []
        for entry in entries {
            let line = TimelineLine(entry, of: association, options: options)
            columns.fit(line, start: association.start, showsPData)
            if entries.count <= Self.mostKept { kept.append(line) }
        }
        layout.newLine()
        for (index, entry) in entries.enumerated() {
            let line = kept.isEmpty ? TimelineLine(entry, of: association, options: options) : kept[index]
            layout.line(
                columns.layOut(line, start: association.start, showsPData),
                hanging: columns.text(within: terminal.width))
            if layout.bytes.count > BufferedOutput.capacity { try spool.append(layout.take()) }
        }
        if association.operationsNotKept > 0 {
            layout.line(
                StyledText("  \(counted(association.operationsNotKept, "more operation")) not listed", .doubtful),
                hanging: 2)
        }
    }
}

/// Where the columns of an association's listing stand.
struct LineColumns {
    private var time = 8
    private var frames = 1
    private var label = 0

    mutating func fit(_ line: TimelineLine, start: Timestamp, _ showsPData: Bool) {
        time = max(time, Self.time(line, start).utf8.count)
        frames = max(frames, Self.frames(line).unicodeScalars.count)
        label = max(label, Self.label(line, showsPData).width)
    }

    /// The column of the text, which what does not fit on a line goes on under.
    func text(within width: Int) -> Int { min(arrow + 3 + label + 2, width / 2) }

    func layOut(_ line: TimelineLine, start: Timestamp, _ showsPData: Bool) -> StyledText {
        var text = StyledText()
        text.column(2)
        text.addWhole(leftPadded(Self.time(line, start), to: time), .faint)
        text.column(2 + time + 2)
        text.addWhole(leftPadded(Self.frames(line), to: frames), .faint)
        text.column(arrow)
        text.add(line.from.map { $0 == .requestor ? "→" : "←" } ?? "·", line.from == nil ? .faint : .plain)
        text.column(arrow + 3)
        text.add(Self.label(line, showsPData))
        text.column(arrow + 3 + label + 2)
        text.add(line.text)
        return text
    }

    private var arrow: Int { 2 + time + 2 + frames + 2 }

    private static func time(_ line: TimelineLine, _ start: Timestamp) -> String {
        decimal(line.time.seconds(since: start), places: 6)
    }

    private static func frames(_ line: TimelineLine) -> String {
        line.frame == line.lastFrame ? "\(line.frame.rawValue)" : "\(line.frame.rawValue)–\(line.lastFrame.rawValue)"
    }

    private static func label(_ line: TimelineLine, _ showsPData: Bool) -> StyledText {
        showsPData ? line.label : line.label.removingFaint()
    }
}
