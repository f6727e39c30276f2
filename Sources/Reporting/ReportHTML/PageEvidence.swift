import Evidence
import RuleEngine

/// Where something is to be seen: frames, and a display filter for Wireshark to copy.
enum PageEvidence {
    static let mostFrames = 24

    static func object(_ places: [FactEvidence]) -> PageObject? {
        guard !places.isEmpty else { return nil }
        let some = Array(places.prefix(mostFrames))
        return PageObject { page in
            page.text("frames", frames(some.map(\.frame)) + (places.count > some.count ? " …" : ""))
            page.text("filter", some.displayFilter)
        }
    }

    static func object(stream: Int, _ first: FrameNumber, _ last: FrameNumber) -> PageObject {
        PageObject { page in
            page.text("frames", "frames " + range(first, last))
            page.text("filter", "tcp.stream eq \(stream)")
        }
    }

    /// `frame 4`, `frames 4, 6`
    static func frames(_ frames: [FrameNumber]) -> String {
        var seen: Set<FrameNumber> = []
        let different = frames.filter { seen.insert($0).inserted }
        return (different.count == 1 ? "frame " : "frames ")
            + different.map { "\($0.rawValue)" }.joined(separator: ", ")
    }

    /// `24`, `24–76`
    static func range(_ first: FrameNumber, _ last: FrameNumber) -> String {
        first == last ? "\(first.rawValue)" : "\(first.rawValue)–\(last.rawValue)"
    }
}
