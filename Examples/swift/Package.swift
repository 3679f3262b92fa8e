// swift-tools-version: 6.1
import PackageDescription

let package = Package(
    name: "names",
    platforms: [.macOS(.v15)],
    dependencies: [.package(name: "RNNSwift", path: "../..")],
    targets: [.executableTarget(name: "names", dependencies: ["RNNSwift"])]
)
