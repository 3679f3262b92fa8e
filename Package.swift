// swift-tools-version: 6.1
import PackageDescription

// Tests of optimized code need not be optimized themselves, which takes minutes.
let quickly: [SwiftSetting] = [.unsafeFlags(["-Onone"])]

let package = Package(
    name: "RNNSwift",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "CKernels", targets: ["CKernels"]),
        .library(name: "RNNSwift", targets: ["RNNSwift"]),
        .library(name: "RNNExchange", targets: ["RNNExchange"]),
        .library(name: "RNNReport", targets: ["RNNReport"]),
        .library(name: "RNNMPI", targets: ["RNNMPI"]),
        .executable(name: "rnnc", targets: ["rnnc"]),
    ],
    traits: [
        .trait(
            name: "MPI", description: "Work in several processes, on one machine or on several, with Open MPI or MPICH."
        )
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        // Without traits: the package manager gives several in any order, and then compiles it anew (Swift 6.3).
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.30.0", traits: []),
    ],
    targets: [
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]
        ),
        .systemLibrary(
            name: "CLibCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .systemLibrary(
            name: "CLibXML2",
            pkgConfig: "libxml-2.0",
            providers: [.apt(["libxml2-dev"])]
        ),
        .systemLibrary(
            name: "CLibEdit",
            pkgConfig: "libedit",
            providers: [.apt(["libedit-dev"])]
        ),
        .systemLibrary(
            name: "CMPI",
            pkgConfig: "mpi-c",
            providers: [.apt(["libopenmpi-dev"]), .brew(["open-mpi"])]
        ),
        .target(
            name: "CKernels",
            path: ".",
            // Fragments, which the sources include.
            exclude: ["kernels", "model", "network", "reference", "simd", "tables.inc"].map {
                "Sources/CKernels/\($0)"
            },
            sources: ["Sources/CKernels"],
            publicHeadersPath: "include",
            linkerSettings: [.linkedLibrary("dl", .when(platforms: [.linux]))]
        ),
        .target(name: "CGallery", exclude: ["lists", "models"]),
        .target(name: "RNNSwift", dependencies: ["CKernels", "CGallery"], exclude: ["Rooms.txt"]),
        .target(
            name: "RNNExchange",
            dependencies: [
                "RNNSwift", "CZlib",
                .product(name: "SwiftProtobuf", package: "swift-protobuf"),
            ],
            exclude: ["ONNX/onnx.proto"]
        ),
        .target(name: "RNNReport", dependencies: ["RNNSwift"]),
        .target(
            name: "RNNMPI",
            dependencies: ["RNNSwift", .target(name: "CMPI", condition: .when(traits: ["MPI"]))]
        ),
        .target(name: "CMemory"),
        .executableTarget(
            name: "rnnc",
            dependencies: [
                "RNNSwift", "RNNExchange", "RNNReport", "RNNMPI", "CLibCurl", "CLibEdit", "CLibXML2", "CMemory",
                "CZlib",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            linkerSettings: [.linkedLibrary("iconv", .when(platforms: [.macOS]))]
        ),
        .target(name: "NetworkCheck", dependencies: ["CKernels"], path: "Tests/Network", exclude: ["main.c"]),
        .target(name: "KernelCheck", dependencies: ["CKernels"], path: "Tests/Kernels", exclude: ["main.c"]),
        .testTarget(name: "CKernelsTests", dependencies: ["CKernels", "KernelCheck"]),
        .testTarget(
            name: "RNNCTests", dependencies: ["rnnc"], resources: [.copy("Versions")], swiftSettings: quickly),
        .testTarget(
            name: "RNNSwiftTests",
            dependencies: ["RNNSwift", "RNNExchange", "RNNReport", "NetworkCheck"],
            resources: [.copy("Golden")],
            swiftSettings: quickly
        ),
    ],
    swiftLanguageModes: [.v6],
    cLanguageStandard: .c11
)
