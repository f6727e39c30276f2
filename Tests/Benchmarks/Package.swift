// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "AuscultBenchmarks",
    platforms: [.macOS(.v26)],
    dependencies: [
        .package(name: "Auscult", path: "../.."),
        .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    ],
    targets: [
        .target(name: "SyntheticTraffic", dependencies: [.product(name: "Auscult", package: "Auscult")]),
        .executableTarget(name: "generate-capture", dependencies: ["SyntheticTraffic"]),
        .executableTarget(
            name: "TimelineBenchmarks",
            dependencies: ["SyntheticTraffic", .product(name: "Benchmark", package: "benchmark")],
            path: "Benchmarks/TimelineBenchmarks",
            plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
    ],
    swiftLanguageModes: [.v6]
)
