import Foundation
import PackagePlugin

/// Puts every rule of Rules/ into the program when it is built, and the report's page.
@main
struct EmbedRulesPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let isPage = target.name == "Reporting"
        let folder = isPage ? "Sources/Reporting/ReportHTML/Page" : "Rules"
        let type = isPage ? "EmbeddedPage" : "EmbeddedRules"
        let endings: Set<String> = isPage ? ["mustache", "css", "js"] : ["yaml"]
        let root = context.package.directoryURL.appending(path: folder)
        let files =
            FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.compactMap { item in
                (item as? URL).flatMap { endings.contains($0.pathExtension) ? $0 : nil }
            } ?? []
        let output = context.pluginWorkDirectoryURL.appending(path: type + ".swift")
        return [
            .buildCommand(
                displayName: "Embedding \(folder)", executable: try context.tool(named: "EmbedRules").url,
                arguments: [output.path, type, root.path] + files.map(\.path).sorted(), inputFiles: files,
                outputFiles: [output])
        ]
    }
}
