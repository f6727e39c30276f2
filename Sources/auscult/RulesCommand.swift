import ArgumentParser
import Reporting
import RuleEngine
import StandardRules

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules",
        abstract: "The rules: which there are, what each says, and how to write one.",
        discussion: "Example: auscult rules show association/rejected-called-ae-title",
        subcommands: [List.self, Show.self, Test.self, Schema.self])

    struct List: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Every rule by section.", discussion: "Example: auscult rules list --rules site-rules")
        @OptionGroup var rules: RuleOptions
        @Option(help: "Colour: auto, always or never.") var color = Terminal.ColorChoice.auto

        func run() throws {
            try Failure.reported {
                try RuleListing(terminal: .current(descriptor: STDOUT_FILENO, color: color))
                    .writeList(try rules.ruleSet(), descriptor: STDOUT_FILENO)
            }
        }
    }

    struct Show: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "One rule in full: rationale, clause, cause, remedy, examples.",
            discussion: "Example: auscult rules show association/rejected-called-ae-title")
        @Argument(help: ArgumentHelp("The rule.", valueName: "id")) var id: String
        @OptionGroup var rules: RuleOptions
        @Option(help: "Colour: auto, always or never.") var color = Terminal.ColorChoice.auto

        func run() throws {
            try Failure.reported {
                let set = try rules.ruleSet()
                guard let rule = set.rule(id) else {
                    let near = set.nearest(to: id).map { "; did you mean \($0)?" } ?? "; see auscult rules list"
                    throw Failure(message: "there is no rule \(id)\(near)")
                }
                try RuleListing(terminal: .current(descriptor: STDOUT_FILENO, color: color))
                    .write(rule, descriptor: STDOUT_FILENO)
            }
        }
    }

    struct Test: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Runs the examples of your own rules.",
            discussion: """
                Captures are looked for beside the rules, or where --captures says.

                Example: auscult rules test site-rules --captures site-captures
                """)
        @Argument(help: ArgumentHelp("The directory of the rules.", valueName: "dir")) var directory: String
        @Option(help: ArgumentHelp("Where the captures of the examples are.", valueName: "dir")) var captures: String?

        func run() throws {
            var fails = false
            try Failure.reported { fails = try test() }
            if fails { throw ExitCode(1) }
        }

        private func test() throws -> Bool {
            let files = try RuleOptions.files(in: directory)
            do {
                let set = try StandardRules.rules(site: files).own
                let tests = try RuleExamples(set, captures: captures ?? directory).run()
                try RuleListing(terminal: .current(descriptor: STDOUT_FILENO, color: .auto))
                    .write(tests, rules: set, descriptor: STDOUT_FILENO)
                return !tests.isEmpty
            } catch let error as RuleError { throw Failure(message: error.description) }
        }
    }

    struct Schema: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "What rules and filters can speak of, as Markdown.", discussion: "Example: auscult rules schema")

        func run() throws {
            try Failure.reported {
                var output = BufferedOutput(descriptor: STDOUT_FILENO)
                try output.write(RuleSchema.markdown)
                try output.flush()
            }
        }
    }
}
