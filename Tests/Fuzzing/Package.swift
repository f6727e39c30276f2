// swift-tools-version: 6.2
import PackageDescription

// Built with `-Xswiftc -sanitize=fuzzer,address -Xswiftc -parse-as-library`; see `make fuzz`.
let package = Package(
    name: "AuscultFuzzing",
    platforms: [.macOS(.v26)],
    dependencies: [.package(name: "Auscult", path: "../..")],
    targets: [
        // The main package has this folder as `FuzzTargets`, to replay in its tests what fuzzing found.
        .target(
            name: "FuzzedLayers", dependencies: [.product(name: "Auscult", package: "Auscult")],
            path: "Sources/FuzzTargets", swiftSettings: [.strictMemorySafety()]),
        .executableTarget(name: "fuzz", dependencies: ["FuzzedLayers"], swiftSettings: [.strictMemorySafety()]),
    ],
    swiftLanguageModes: [.v6]
)
