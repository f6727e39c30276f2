import ArgumentParser

struct ClaimsCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "claims",
        abstract: "What vendors claim in their conformance statements, and what the traffic says of it.",
        discussion: """
            A claims file tells a product's conformance statement (PS3.2) to a machine; in place of one, a name of those \
            that are built in: orthanc, storescp.

            Example: auscult claims check capture.pcapng --claims orthanc
            Example: auscult claims compare modality.claims.yaml orthanc
            """,
        subcommands: [Check.self, Draft.self, Compare.self, Lint.self, Schema.self])
}
