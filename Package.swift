// swift-tools-version: 6.2
import PackageDescription

// The chain: a target may import only those named beside it, all of them further up this list.
let strict: [SwiftSetting] = [.strictMemorySafety()]
/// For the targets that hand out borrowed bytes.
let lending: [SwiftSetting] = strict + [.enableExperimentalFeature("Lifetimes")]

/// What lies among the tests and is no Swift.
let excluded: [String: [String]] = [
    "DICOMDataSet": ["Generated/generate.py"], "ConformanceClaims": ["Statements"], "Reporting": ["Schemata"],
]

/// What tests import beside what they test.
let needed: [String: [Target.Dependency]] = [
    "RuleEngine": ["StandardRules"], "Troubleshooting": ["StandardRules"], "Reporting": ["StandardRules"],
    "ConformanceClaims": [.product(name: "Yams", package: "Yams")],
]

let package = Package(
    name: "Auscult",
    platforms: [.macOS(.v26)],
    products: [
        .executable(name: "auscult", targets: ["auscult"]),
        .library(
            name: "Auscult",
            targets: [
                "Evidence", "PacketCapture", "NetworkLayers", "DICOMDictionary", "StreamReassembly", "DICOMUpperLayer",
                "DICOMDataSet", "DICOMMessageExchange", "AssociationTimeline", "RuleExpression", "RuleEngine",
                "StandardRules", "ConformanceClaims", "Wording", "Troubleshooting", "Reporting",
            ]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/HdrHistogram/hdrhistogram-swift", from: "0.2.0"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        .systemLibrary(name: "CPcap", pkgConfig: "libpcap", providers: [.apt(["libpcap-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .target(name: "ByteReading", swiftSettings: lending),
        .target(name: "Evidence", swiftSettings: strict),
        .target(name: "RuleExpression", swiftSettings: strict),
        .target(
            name: "PacketCapture", dependencies: ["CPcap", "CZlib", "ByteReading", "Evidence"], swiftSettings: lending),
        .target(name: "NetworkLayers", dependencies: ["ByteReading", "Evidence"], swiftSettings: strict),
        .target(name: "DICOMDictionary", exclude: ["Generated/generate.py"], swiftSettings: strict),
        .target(name: "StreamReassembly", dependencies: ["NetworkLayers", "Evidence"], swiftSettings: strict),
        .target(
            name: "DICOMUpperLayer", dependencies: ["ByteReading", "Evidence", "DICOMDictionary"], swiftSettings: strict
        ),
        .target(
            name: "DICOMDataSet", dependencies: ["CZlib", "ByteReading", "Evidence", "DICOMDictionary"],
            exclude: ["Generated/generate.py"],
            swiftSettings: strict),
        .target(
            name: "DICOMMessageExchange", dependencies: ["DICOMUpperLayer", "DICOMDataSet"], swiftSettings: strict),
        .target(
            name: "AssociationTimeline", dependencies: ["PacketCapture", "StreamReassembly", "DICOMMessageExchange"],
            swiftSettings: strict),
        .target(
            name: "RuleEngine",
            dependencies: ["AssociationTimeline", "RuleExpression", .product(name: "Yams", package: "Yams")],
            swiftSettings: strict),
        .executableTarget(
            name: "EmbedRules", dependencies: [.product(name: "Yams", package: "Yams")], swiftSettings: strict),
        .plugin(
            name: "EmbedRulesPlugin", capability: .buildTool(), dependencies: ["EmbedRules"],
            path: "Sources/EmbedRulesPlugin"),
        .target(
            name: "StandardRules", dependencies: ["RuleEngine"], swiftSettings: strict, plugins: ["EmbedRulesPlugin"]),
        .target(name: "Wording", dependencies: ["AssociationTimeline"], swiftSettings: strict),
        .target(
            name: "ConformanceClaims", dependencies: ["RuleEngine", .product(name: "Yams", package: "Yams")],
            exclude: ["Statements/claims.schema.json"],
            resources: [
                .embedInCode("Statements/orthanc.claims.yaml"), .embedInCode("Statements/storescp.claims.yaml"),
            ],
            swiftSettings: strict),
        .target(
            name: "Troubleshooting",
            dependencies: ["RuleEngine", "Wording", .product(name: "Histogram", package: "hdrhistogram-swift")],
            swiftSettings: strict),
        .target(
            name: "Reporting",
            dependencies: [
                "PacketCapture", "ConformanceClaims", "Troubleshooting", "CZlib",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "Mustache", package: "swift-mustache"),
            ],
            exclude: ["ReportHTML/Page"], swiftSettings: strict, plugins: ["EmbedRulesPlugin"]),
        .executableTarget(
            name: "auscult",
            dependencies: [
                "Reporting", "PacketCapture", "StandardRules", "Troubleshooting",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Crypto", package: "swift-crypto"),
            ],
            exclude: ["Service"], swiftSettings: strict),
        // What Tests/Fuzzing fuzzes; tests replay here the inputs that once failed.
        .target(
            name: "FuzzTargets", dependencies: ["Reporting", "RuleExpression", "ConformanceClaims", "StandardRules"],
            path: "Tests/Fuzzing/Sources/FuzzTargets", swiftSettings: strict),
        .testTarget(
            name: "TortureTests", dependencies: ["AssociationTimeline", "ConformanceClaims", "CZlib", "FuzzTargets"],
            swiftSettings: strict),
    ]
        + [
            "ByteReading", "Evidence", "RuleExpression", "PacketCapture", "NetworkLayers", "DICOMDictionary",
            "StreamReassembly", "DICOMUpperLayer", "DICOMDataSet", "DICOMMessageExchange", "AssociationTimeline",
            "RuleEngine", "ConformanceClaims", "Troubleshooting", "Reporting",
        ].map { name in
            .testTarget(
                name: name + "Tests",
                dependencies: [.byName(name: name)] + needed[name, default: []],
                exclude: excluded[name, default: []], swiftSettings: strict)
        } + [
            .testTarget(name: "auscultTests", dependencies: ["auscult"], swiftSettings: strict),
            .testTarget(
                name: "LiveTests", dependencies: ["auscult"], path: "Tests/Live",
                exclude: [
                    "case.py", "live.py", "rates.py", "replay.py", "soak.py", "test_files.py", "test_live.py",
                    "test_use.py",
                ], swiftSettings: strict),
        ],
    swiftLanguageModes: [.v6]
)
