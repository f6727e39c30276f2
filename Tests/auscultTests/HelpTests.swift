import Testing

/// `--help` of the commands.
struct HelpTests {
    @Test(arguments: [
        ["capture"], ["interfaces"], ["timeline"], ["show"], ["check"], ["report"], ["rules", "list"],
        ["rules", "test"],
        ["claims", "lint"], ["claims", "draft"], ["claims", "check"], ["claims", "compare"],
    ])
    func isForPeople(command: [String]) throws {
        let result = try Program.run(command + ["--help"])
        #expect(result.code == 0)
        #expect(result.output.contains("USAGE: auscult \(command.joined(separator: " "))"))
        #expect(result.output.contains("OVERVIEW: "))
        #expect(!result.output.contains("(default: ByteAmount"))
    }

    @Test func amountsStandInTheUnitsTheyAreGivenIn() throws {
        let help = try Program.run("capture", "--help").output.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        #expect(help.contains("--queue <size> Memory for packets taken and not yet analysed. (default: 64M)"))
        #expect(help.contains("A connection silent for so long is ended. (default: 2h)"))
        #expect(help.contains("(default: 1G)"))
    }
}
