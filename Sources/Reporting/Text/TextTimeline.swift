import AssociationTimeline
import Evidence
import Wording

/// Associations as blocks of text for a terminal.
struct TextTimeline {
    private let options: TextOptions
    private var layout: TextLayout
    /// The words of an association's listing, and the line being put together: their memory is used again.
    private var words: TimelineWords
    private var text = StyledText()
    private var establishments = EstablishmentMemo()

    init(terminal: Terminal, options: TextOptions) {
        self.options = options
        layout = TextLayout(terminal)
        words = TimelineWords(options: options, showsPData: terminal.width >= 100)
    }

    /// Everything of the block but its first words, `Association 3`: the number is not certain yet. Returns the line for
    /// the list of what went wrong; empty when all went well.
    mutating func render(_ association: Association, into spool: inout Spool) throws(OutputError) -> [UInt8] {
        layout.restart(column: Self.widestBeginning)
        AssociationHeader(association, options: options).write(into: &layout, &text)
        writeEstablishment(association)
        try list(association, into: &spool)
        layout.newLine()
        try spool.append(layout.bytes)
        return headline(association)
    }

    private mutating func writeEstablishment(_ association: Association) {
        // What was measured on the connection is never the same twice.
        let key = options.showsTCP ? nil : EstablishmentMemo.Key(association)
        if let key, let known = establishments.text(for: key) { return layout.append(lines: known) }
        let start = layout.bytes.count
        AssociationHeader(association, options: options).writeEstablishment(into: &layout, &text)
        if let key { establishments.keep(Array(layout.bytes[start...]), for: key) }
    }

    /// What stands before the rendered block.
    static func beginning(id: Int, _ terminal: Terminal) -> [UInt8] {
        Array((terminal.usesColor ? "\u{1B}[1mAssociation \(id)\u{1B}[0m" : "Association \(id)").utf8)
    }

    /// The columns the longest likely beginning takes.
    private static let widestBeginning = "Association 99999".utf8.count

    private static let mostKept = 1024

    private mutating func headline(_ association: Association) -> [UInt8] {
        let problems = Troubles(association)
        guard !problems.isEmpty else { return [] }
        layout.restart(column: 2 + Self.widestBeginning)
        layout.line(problems.line, hanging: 6)
        return layout.take()
    }

    private mutating func list(_ association: Association, into spool: inout Spool) throws(OutputError) {
        let entries = association.entries(options)
        guard !entries.isEmpty else { return }
        words.removeAll()
        var columns = LineColumns()
        // Of a long listing the lines are made twice rather than kept.
        let keeps = entries.count <= Self.mostKept
        var kept: [TimelineLine] = []
        if keeps { kept.reserveCapacity(entries.count) }
        for entry in entries {
            let line = words.line(entry, of: association)
            columns.fit(line, in: words.text)
            if keeps { kept.append(line) } else { words.removeAll() }
        }
        layout.newLine()
        for index in entries.indices {
            let line = keeps ? kept[index] : words.line(entries[index], of: association)
            text.removeAll()
            columns.layOut(line, in: words.text, into: &text)
            if !keeps { words.removeAll() }
            layout.line(text, hanging: columns.text(within: layout.terminal.width))
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

    mutating func fit(_ line: TimelineLine, in words: StyledText) {
        time = max(time, line.time.utf8.count)
        frames = max(frames, StyledText.characters(line.frames))
        label = max(label, words.width(of: line.label))
    }

    /// The column of the text, which what does not fit on a line goes on under.
    func text(within width: Int) -> Int { min(arrow + 3 + label + 2, width / 2) }

    func layOut(_ line: TimelineLine, in words: StyledText, into text: inout StyledText) {
        text.column(2)
        text.addWhole(line.time, .faint, width: time)
        text.column(2 + time + 2)
        text.addWhole(line.frames, .faint, width: frames)
        text.column(arrow)
        text.add(line.from.map { $0 == .requestor ? "→" : "←" } ?? "·", line.from == nil ? .faint : .plain)
        text.column(arrow + 3)
        text.add(words, line.label)
        text.column(arrow + 3 + label + 2)
        text.add(words, line.text)
    }

    private var arrow: Int { 2 + time + 2 + frames + 2 }
}
