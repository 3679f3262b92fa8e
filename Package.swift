// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "RNNSwift",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "CKernels", targets: ["CKernels"]),
        .library(name: "RNNSwift", targets: ["RNNSwift"]),
        .executable(name: "rnnc", targets: ["rnnc"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        .systemLibrary(
            name: "COpenBLAS",
            pkgConfig: "openblas",
            providers: [.apt(["libopenblas-dev"]), .brew(["openblas"])]
        ),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
        ),
        .target(
            name: "CKernels",
            dependencies: ["COpenBLAS"],
            path: ".",
            sources: ["Sources/CKernels"],
            publicHeadersPath: "include"
        ),
        .target(
            name: "RNNSwift",
            dependencies: ["CKernels", "CZlib", .product(name: "SwiftCSV", package: "SwiftCSV")]
        ),
        .executableTarget(
            name: "rnnc",
            dependencies: ["RNNSwift", .product(name: "ArgumentParser", package: "swift-argument-parser")]
        ),
        .testTarget(name: "CKernelsTests", dependencies: ["CKernels"]),
        .testTarget(name: "RNNCTests", dependencies: ["rnnc"]),
        .testTarget(
            name: "RNNSwiftTests",
            dependencies: ["RNNSwift"],
            resources: [.copy("Golden")]
        ),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c11
)
