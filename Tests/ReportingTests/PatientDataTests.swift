import Foundation
import RuleEngine
import Testing
import Troubleshooting
import Wording

@testable import Reporting

/// The patients of the recorded captures, as the recording scripts made them up, are in no output of any format.
@Suite struct PatientDataTests {
    private static let patients = [
        "Test^", "Alpha", "Bravo", "Buc^", "Jérôme", "Äneas", "Rüdiger", "Люкceмбypг", "Yamada", "Tarou", "山田", "太郎",
        "やまだ", "たろう", "ﾔﾏﾀﾞ", "ﾀﾛｳ", "Gildong", "吉洞", "길동", "XiaoDong", "小东", "Διονυσιος", "قباني", "لنزار", "שרון",
        "דבורה", "Other^", "Worklist^", "Step^", "TEST-0", "ACC-0", "19700101",
    ]

    /// As text, as JSON and HTML escape it, and as bytes in hexadecimal.
    private static let forms: [Data] = patients.flatMap { text -> [String] in
        let units = text.utf16.map { String($0, radix: 16) }
        let latin1 = text.data(using: .isoLatin1).map { hexadecimal($0) }
        return [
            text, units.map { "\\u" + String(repeating: "0", count: 4 - $0.count) + $0 }.joined(),
            text.unicodeScalars.map { "&#\($0.value);" }.joined(), hexadecimal(text.utf8), latin1 ?? text,
        ]
    }.reduce(into: []) { forms, form in
        if !forms.contains(Data(form.utf8)) { forms.append(Data(form.utf8)) }
    }

    /// Nor do the text and the Markdown steer a terminal, whatever the capture holds.
    @Test(arguments: RecordedTimeline.captures)
    func isInNoOutput(capture: String) throws {
        let report = try RecordedReport.report(capture)
        for format in ReportFormat.allCases {
            let text = try RecordedReport.written(report, format)
            let output = Data(text.utf8)
            for form in Self.forms where output.range(of: form) != nil {
                Issue.record("\(format.rawValue) of \(capture) holds \(String(decoding: form, as: UTF8.self))")
            }
            guard format == .text || format == .markdown else { continue }
            let steering = text.unicodeScalars.first {
                $0 != "\n" && !PrintableScalar.isPlainASCII($0) && !PrintableScalar.isVisible($0)
            }
            if let steering {
                Issue.record("\(format.rawValue) of \(capture) holds \(PrintableScalar.number(steering))")
            }
        }
    }

    @Test(arguments: [ReportFormat.text, .markdown])
    func aBannerSaysThatPatientDataIsShown(format: ReportFormat) throws {
        let shown = try RecordedReport.written(RecordedReport.report("worklist.pcap", showsPatientData: true), format)
        #expect(shown.contains(ReportOutline.patientDataBanner))
        let masked = try RecordedReport.written(RecordedReport.report("worklist.pcap"), format)
        #expect(!masked.contains(ReportOutline.patientDataBanner))
    }
}
