import Foundation
import Testing

struct RulesCommandTests {
    private static let rejected = Program.capture("rejected-called-ae-title.pcap")
    private static let id = "association/rejected-called-ae-title"

    private static let own = """
        title: An association to Orthanc
        severity: error
        scope: association
        when: connection.acceptorPort == 4242
        message: "{assoc.requestor} spoke to port 4242."
        rationale: Site policy.
        cause: Somebody did.
        remedy: Nobody should.
        examples:
          triggers:
            - {capture: echo-orthanc, frame: 4, association: 1}
          clean: [echo]

        """

    @Test func listCountsBySection() throws {
        let output = try Program.run("rules", "list").output
        let lines = output.split(separator: "\n").map(String.init)
        var counted = 0
        var total: Int?
        for line in lines {
            guard let match = line.wholeMatch(of: /(?:(\S+)  )?([0-9]+) rules?/), let count = Int(match.2) else {
                continue
            }
            if match.1 == nil { total = count } else { counted += count }
        }
        #expect(total ?? 0 >= 400, "\(lines.suffix(3))")
        #expect(counted == total)
        #expect(lines.contains { $0.contains("rejected-called-ae-title") })
    }

    @Test func showTellsAll() throws {
        let output = try Program.run("rules", "show", Self.id).output
        for part in ["PS3.8 §9.3.4", "rejected-called-ae-title", "The destination's AE title is misspelt"] {
            #expect(output.contains(part), "\(part)")
        }
    }

    @Test func schemaIsTheFileBesideTheRules() throws {
        let file = try String(contentsOf: Program.file("Rules/LANGUAGE.md"), encoding: .utf8)
        #expect(try Program.run("rules", "schema").output == file)
    }

    @Test func aSiteChangesASeverity() throws {
        try Program.withRules([Self.id + ".yaml": "severity: note\n"]) { rules in
            let result = try Program.run("check", Self.rejected, "--rules", rules)
            #expect(result.code == 0)
            #expect(result.output.contains("note  The acceptor does not know the AE title it was called by"))
        }
    }

    @Test func aSiteSwitchesARuleOff() throws {
        try Program.withRules([Self.id + ".yaml": "enabled: false\n"]) { rules in
            let result = try Program.run("check", Self.rejected, "--rules", rules)
            #expect(!result.output.contains(Self.id))
            #expect(try !Program.run("rules", "list", "--rules", rules).output.contains(Self.id))
        }
    }

    @Test func aSiteAddsARule() throws {
        try Program.withRules(["site/orthanc.yaml": Self.own]) { rules in
            let result = try Program.run("check", Program.capture("echo-orthanc.pcap"), "--rules", rules)
            #expect(result.code == 1)
            #expect(result.output.contains("An association to Orthanc"))
            #expect(result.output.contains("spoke to port 4242."))
            #expect(try Program.run("rules", "show", "site/orthanc", "--rules", rules).output.contains("Site policy."))
            let tested = try Program.run("rules", "test", rules, "--captures", Program.capture(""))
            #expect(tested.code == 0, "\(tested.output)\(tested.errors)")
        }
    }

    @Test func onlyOwnRulesAreTested() throws {
        try Program.withRules([Self.id + ".yaml": "severity: note\n", "site/orthanc.yaml": Self.own]) { rules in
            let tested = try Program.run("rules", "test", rules, "--captures", Program.capture(""))
            #expect(tested.output == "1 rule, 1 as their examples say\n")
        }
    }

    @Test func otherFieldsOfABuiltInRuleStay() throws {
        try Program.withRules([Self.id + ".yaml": "severity: note\nremedy: Call me.\n"]) { rules in
            let result = try Program.run("check", Self.rejected, "--rules", rules)
            #expect(result.code == 2)
            #expect(result.errors.contains(".yaml:2:9: 'remedy' of a built-in rule cannot be changed alone"))
        }
    }

    @Test func examplesThatDoNotHoldFail() throws {
        let wrong = Self.own.replacing("clean: [echo]", with: "clean: [echo, find-orthanc]")
        try Program.withRules(["site/orthanc.yaml": wrong]) { rules in
            let tested = try Program.run("rules", "test", rules, "--captures", Program.capture(""))
            #expect(tested.code == 1)
            #expect(tested.output.contains("find-orthanc"))
        }
    }

    @Test(arguments: [
        (own.replacing("acceptorPort", with: "aceptorPort"), "orthanc.yaml:4:18: ", "did you mean 'acceptorPort'?"),
        (own.replacing("severity", with: "severty"), "orthanc.yaml:2:1: ", "did you mean 'severity'?"),
        (own.replacing("frame: 4", with: "fram: 4"), "orthanc.yaml:11:7: ", "{capture: NAME, frame: N}"),
        (own.replacing("remedy: Nobody should.\n", with: ""), "orthanc.yaml:1:1: ", "'remedy'"),
    ])
    func aWrongRuleIsRefused(text: String, place: String, says: String) throws {
        try Program.withRules(["site/orthanc.yaml": text]) { rules in
            for command in [["check", Self.rejected, "--rules", rules], ["rules", "test", rules]] {
                let result = try Program.run(command)
                #expect(result.code == 2)
                #expect(result.errors.contains(place) && result.errors.contains(says), "\(result.errors)")
            }
        }
    }

    @Test func aChangeOfARuleThatIsNotThereNamesTheNearest() throws {
        try Program.withRules(["association/rejected-caled-ae-title.yaml": "severity: note\n"]) { rules in
            let result = try Program.run("check", Self.rejected, "--rules", rules)
            #expect(result.code == 2)
            #expect(result.errors.contains("did you mean '\(Self.id)'?"), "\(result.errors)")
        }
    }
}
