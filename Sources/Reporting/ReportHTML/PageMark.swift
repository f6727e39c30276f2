import AssociationTimeline
import DICOMDictionary
import RuleEngine
import Troubleshooting
import Wording

/// A word with a sign before it: how something went, told by shape and word, and by colour besides.
struct PageMark {
    enum Tone: String {
        case good, doubtful, bad, note, plain

        var sign: String {
            switch self {
            case .good: "✓"
            case .doubtful: "!"
            case .bad: "✕"
            case .note: "·"
            case .plain: ""
            }
        }
    }

    var tone: Tone
    var word: String

    init(_ tone: Tone, _ word: String) {
        self.tone = tone
        self.word = word
    }

    var object: PageObject {
        PageObject { page in
            page.text("tone", tone.rawValue)
            page.text("glyph", tone.sign)
            page.text("word", word)
        }
    }
}

extension PageMark.Tone {
    init(_ style: TextStyle) {
        switch style {
        case .good: self = .good
        case .doubtful: self = .doubtful
        case .bad: self = .bad
        case .plain, .strong, .faint, .accent: self = .plain
        }
    }

    init(_ severity: Severity) {
        switch severity {
        case .error: self = .bad
        case .warning: self = .doubtful
        case .note: self = .note
        }
    }

    init(_ mark: LadderEvent.Mark) {
        switch mark {
        case .good: self = .good
        case .doubtful: self = .doubtful
        case .bad: self = .bad
        case .plain: self = .plain
        }
    }
}

extension PageMark {
    /// `0xA700 Refused: out of resources`
    static func status(_ code: UInt16?, _ meaning: String?) -> String? {
        code.map { [Status($0).description, meaning].compactMap(\.self).joined(separator: " ") }
    }
}
