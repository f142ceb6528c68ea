// swift-tools-version: 6.2

import PackageDescription

let package = Package(
    name: "kiosk",
    dependencies: [
        .package(url: "https://example.com/virtual-agent.git", exact: "1.0.0")
    ],
    targets: [
        .executableTarget(
            name: "Kiosk",
            dependencies: [
                .product(name: "BotRuntime", package: "virtual-agent"),
                .product(name: "Bots", package: "virtual-agent"),
                .product(name: "Storage", package: "virtual-agent"),
            ]
        )
    ]
)
