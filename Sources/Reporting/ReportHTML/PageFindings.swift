import RuleEngine
import Troubleshooting

/// The numbers findings go by in the page, in reading order: `2`, and `2.1` for what follows from it.
struct PageFindings {
    struct Label {
        var number: String
        var title: String
        var tone: PageMark.Tone
        /// Where it stands in reading order.
        var order: Int
    }

    private(set) var labels: [Int: Label] = [:]

    init(_ report: TroubleshootingReport) {
        for (index, finding) in report.findings.findings.enumerated() { add(finding, "\(index + 1)") }
    }

    private mutating func add(_ finding: Finding, _ number: String) {
        labels[finding.serial] = Label(
            number: number, title: finding.rule.title, tone: PageMark.Tone(finding.severity), order: labels.count)
        for (index, consequence) in finding.consequences.enumerated() { add(consequence, "\(number).\(index + 1)") }
    }

    /// Each once, gravest first.
    func labels(of serials: [Int], most: Int) -> [Label] {
        var seen: Set<Int> = []
        let different = serials.filter { seen.insert($0).inserted }.compactMap { labels[$0] }
        return Array(different.sorted { ($1.tone.gravity, $0.order) < ($0.tone.gravity, $1.order) }.prefix(most))
    }

    /// For the page's script: by code, each with its rank where several are told.
    func write(into json: inout JSONWriter, codes: [Int: Int]) {
        let ranks = labels.sorted { ($1.value.tone.gravity, $0.value.order) < ($0.value.tone.gravity, $1.value.order) }
        var waiting: [Int: [Int]] = [:]
        for (code, serial) in codes { waiting[serial, default: []].append(code) }
        json.object { json in
            for (rank, entry) in ranks.enumerated() {
                for code in [entry.key] + waiting[entry.key, default: []].sorted() {
                    json.member("\(code)") { json in
                        json.member("finding", entry.value.number)
                        json.member("name", PageText.harmless(entry.value.title))
                        json.member("tone", entry.value.tone.rawValue)
                        json.member("rank", rank)
                    }
                }
            }
        }
    }

    /// Links to the findings.
    func links(_ serials: [Int], most: Int = 12) -> [PageObject] {
        labels(of: serials, most: most).map { label in
            PageObject { page in
                page.text("finding", label.number)
                page.text("name", label.title)
                page.text("tone", label.tone.rawValue)
            }
        }
    }
}
