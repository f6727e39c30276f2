import ConformanceClaims
import Wording

/// A check of claims as JUnit XML: a test suite per service, a test case per claim and level. What was not exercised is
/// skipped; undeclared behaviour is told in a suite of its own.
enum ClaimsCheckJUnit {
    static func render(_ wording: ClaimsWording) -> [UInt8] {
        let check = wording.check
        var suites: [(name: String, rows: [ClaimsWording.Row])] = []
        for claim in check.claims {
            let entity = claim.claim.entity.map { check.statement.entities[$0].name } ?? "product"
            let name = [entity, claim.serviceName(in: check.statement)].compactMap { $0 }.joined(separator: "/")
            if suites.last?.name != name { suites.append((name, [])) }
            suites[suites.count - 1].rows += wording.rows(claim)
        }
        let total = suites.reduce(check.undeclared.count) { $0 + $1.rows.count }
        var xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        xml +=
            "<testsuites name=\"\(XMLText.escaped(wording.product))\" tests=\"\(total)\" "
            + "failures=\"\(check.contradictions)\">\n"
        for suite in suites { xml += self.suite(suite.name, suite.rows) }
        if !check.undeclared.isEmpty { xml += undeclared(wording) }
        return Array((xml + "</testsuites>\n").utf8)
    }

    private static func suite(_ name: String, _ rows: [ClaimsWording.Row]) -> String {
        let failures = rows.count { $0.verdict == .contradicted }
        let skipped = rows.count { !$0.verdict.isExercised }
        var xml =
            "  <testsuite name=\"\(XMLText.escaped(name))\" tests=\"\(rows.count)\" failures=\"\(failures)\" "
            + "skipped=\"\(skipped)\">\n"
        for row in rows {
            let id = row.id + (row.level.map { " \($0)" } ?? "")
            xml += "    <testcase classname=\"\(XMLText.escaped(name))\" name=\"\(XMLText.escaped(id))\">"
            let seen = XMLText.escaped(row.seen)
            switch row.verdict {
            case .contradicted:
                let notes = row.notes.map { "\($0.name): \($0.text)" }.joined(separator: "\n")
                xml += "<failure type=\"contradicted\" message=\"\(seen)\">\(XMLText.escaped(notes))</failure>"
            case .notExercised, .notObservable:
                xml += "<skipped message=\"\(XMLText.escaped(ClaimsWording.words(row.verdict)))\"/>"
            case .deviates, .partlyExercised:
                xml += "<system-out>\(XMLText.escaped(ClaimsWording.words(row.verdict))): \(seen)</system-out>"
            case .confirmed: break
            }
            xml += "</testcase>\n"
        }
        return xml + "  </testsuite>\n"
    }

    private static func undeclared(_ wording: ClaimsWording) -> String {
        let found = wording.check.undeclared
        var xml =
            "  <testsuite name=\"undeclared\" tests=\"\(found.count)\" failures=\"\(found.count { $0.contradicts })\">\n"
        for behaviour in found {
            let text = XMLText.escaped(
                behaviour.message + "; " + wording.place(behaviour.count, behaviour.evidence))
            xml += "    <testcase classname=\"undeclared\" name=\"\(XMLText.escaped(behaviour.id.rawValue))\">"
            xml +=
                behaviour.contradicts
                ? "<failure type=\"contradicted\" message=\"\(text)\"/>" : "<system-out>\(text)</system-out>"
            xml += "</testcase>\n"
        }
        return xml + "  </testsuite>\n"
    }
}
