import Foundation
import PackagePlugin

/// Puts every file of Rules/ into the program when it is built.
@main
struct EmbedRulesPlugin: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let root = context.package.directoryURL.appending(path: "Rules")
        let files =
            FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)?.compactMap { item in
                (item as? URL).flatMap { $0.pathExtension == "yaml" ? $0 : nil }
            } ?? []
        let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedRules.swift")
        return [
            .buildCommand(
                displayName: "Embedding rules", executable: try context.tool(named: "EmbedRules").url,
                arguments: [output.path, root.path] + files.map(\.path).sorted(), inputFiles: files,
                outputFiles: [output])
        ]
    }
}
