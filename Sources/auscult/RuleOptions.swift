import ArgumentParser
import Foundation
import RuleEngine
import StandardRules

/// What every command that evaluates rules has.
struct RuleOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Rules of your own: they add to, change or switch off those built in.", valueName: "dir"))
    var rules: [String] = []

    func ruleSet() throws -> RuleSet {
        var site: [RuleSet.File] = []
        for directory in rules { site += try Self.files(in: directory) }
        do {
            return try StandardRules.rules(site: site)
        } catch { throw Failure(message: error.description) }
    }

    /// Every YAML file below a directory, in order.
    static func files(in directory: String) throws -> [RuleSet.File] {
        guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: directory) else {
            throw Failure(message: "\(directory) is no directory that can be read; give the one your rule files are in")
        }
        return try paths.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted().map { path in
            let name = directory + (directory.hasSuffix("/") ? "" : "/") + path
            guard let text = try? String(contentsOfFile: name, encoding: .utf8) else {
                throw Failure(message: "\(name) cannot be read as UTF-8 text; check its permissions and encoding")
            }
            return RuleSet.File(id: String(path[..<(path.lastIndex(of: ".") ?? path.endIndex)]), name: name, text: text)
        }
    }
}
