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
        AssociationHeader(association, options: options).write(into: &layout)
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
        var words = TimelineWords(association, options: options, showsPData: terminal.width >= 100)
        var columns = LineColumns(start: association.start)
        // Of a long listing the lines are made twice rather than kept.
        let keeps = entries.count <= Self.mostKept
        var kept: [TimelineLine] = []
        for entry in entries {
            let line = words.line(entry)
            columns.fit(line, in: words.words)
            if keeps { kept.append(line) } else { words.removeAll() }
        }
        layout.newLine()
        var text = StyledText()
        for (index, entry) in entries.enumerated() {
            let line = keeps ? kept[index] : words.line(entry)
            text.removeAll()
            columns.layOut(line, in: words.words, into: &text)
            if !keeps { words.removeAll() }
            layout.line(text, hanging: columns.text(within: terminal.width))
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
    private let start: Timestamp
    private var time = 8
    private var frames = 1
    private var label = 0

    init(start: Timestamp) { self.start = start }

    mutating func fit(_ line: TimelineLine, in words: StyledText) {
        time = max(time, time(line).utf8.count)
        frames = max(frames, Self.frames(line).unicodeScalars.count)
        label = max(label, words.width(of: line.label))
    }

    /// The column of the text, which what does not fit on a line goes on under.
    func text(within width: Int) -> Int { min(arrow + 3 + label + 2, width / 2) }

    func layOut(_ line: TimelineLine, in words: StyledText, into text: inout StyledText) {
        text.column(2)
        text.addWhole(leftPadded(time(line), to: time), .faint)
        text.column(2 + time + 2)
        text.addWhole(leftPadded(Self.frames(line), to: frames), .faint)
        text.column(arrow)
        text.add(line.from.map { $0 == .requestor ? "→" : "←" } ?? "·", line.from == nil ? .faint : .plain)
        text.column(arrow + 3)
        text.add(words, line.label)
        text.column(arrow + 3 + label + 2)
        text.add(words, line.text)
    }

    private var arrow: Int { 2 + time + 2 + frames + 2 }

    private func time(_ line: TimelineLine) -> String { decimal(line.time.seconds(since: start), places: 6) }

    private static func frames(_ line: TimelineLine) -> String {
        let last = NumberText(line.lastFrame.rawValue).text
        return line.frame == line.lastFrame ? last : NumberText(line.frame.rawValue).text + "–" + last
    }
}
