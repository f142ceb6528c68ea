// swift-tools-version: 6.2

import PackageDescription

/// Warnings are mistakes here: a change that brings one does not build.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
]

func module(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    embedding files: [String] = []
) -> Target {
    .target(
        name: name,
        dependencies: dependencies,
        resources: files.map { .embedInCode($0) },
        swiftSettings: settings
    )
}

func tests(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .testTarget(name: name + "Tests", dependencies: dependencies, swiftSettings: settings)
}

let package = Package(
    name: "virtual-agent",
    products: [
        .library(name: "BotRuntime", targets: ["BotRuntime", "Messages", "Values", "Crypto"]),
        .library(name: "Bots", targets: ["Bots"]),
        .library(name: "Storage", targets: ["Storage"]),
        .library(name: "PostgreSQLStorage", targets: ["PostgreSQLStorage"]),
        .library(name: "KnowledgeSearch", targets: ["KnowledgeSearch"]),
        .executable(name: "botsim", targets: ["botsim"]),
        .executable(name: "botserver", targets: ["botserver"]),
    ],
    targets: [
        // Debian's libraries, each wrapped once.
        .systemLibrary(
            name: "CYAML",
            pkgConfig: "yaml-0.1",
            providers: [.apt(["libyaml-dev"])]
        ),
        .systemLibrary(
            name: "CSQLite",
            pkgConfig: "sqlite3",
            providers: [.apt(["libsqlite3-dev"])]
        ),
        .systemLibrary(
            name: "CPQ",
            pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"])]
        ),
        .systemLibrary(
            name: "CCrypto",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev"])]
        ),
        .systemLibrary(
            name: "CMicroHTTPD",
            pkgConfig: "libmicrohttpd",
            providers: [.apt(["libmicrohttpd-dev"])]
        ),
        .systemLibrary(
            name: "CCurl",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev"])]
        ),
        .systemLibrary(
            name: "CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev"])]
        ),
        .target(
            name: "CText",
            linkerSettings: [
                .linkedLibrary("re2"), .linkedLibrary("icuuc"), .linkedLibrary("icui18n"),
                .linkedLibrary("stemmer"), .linkedLibrary("stdc++"),
            ]
        ),
        .target(
            name: "CPhone",
            linkerSettings: [
                .linkedLibrary("phonenumber"), .linkedLibrary("protobuf"),
                .linkedLibrary("stdc++"),
            ]
        ),
        .target(
            name: "CJSON",
            linkerSettings: [.linkedLibrary("simdjson"), .linkedLibrary("stdc++")]
        ),
        .target(name: "CEdit", linkerSettings: [.linkedLibrary("edit")]),
        .target(name: "CGettextPO", linkerSettings: [.linkedLibrary("gettextpo")]),

        // From the values up to the programs; see ARCHITECTURE.md.
        module("Values", ["CJSON"]),
        module("Diagnostics"),
        module("Text", ["CText"]),
        module("YAML", ["Diagnostics", "CYAML"]),
        module("Expressions", ["Values", "Text", "Diagnostics"]),
        module("Understanding", ["Values", "Text", "CPhone"]),
        module("KnowledgeSearch", ["Values", "Text", "Diagnostics"]),
        module("Messages", ["Values"]),
        module("Crypto", ["CCrypto"]),
        module("HTTP", ["Values", "CMicroHTTPD", "CCurl", "CZlib"]),
        module(
            "Topics",
            [
                "Values", "Diagnostics", "Text", "YAML", "Expressions", "Understanding", "Messages",
                "CGettextPO",
            ],
            // In the program itself: a bundle beside it would be lost when it is moved.
            embedding: [
                "agent", "closing", "fallback", "greeting", "hours_and_locations", "opt_in",
                "opt_out", "privacy", "sign_in",
            ].map { "Inherited/\($0).yaml" }
        ),
        module(
            "Dialogue",
            [
                "Values", "Diagnostics", "Text", "Expressions", "Understanding",
                "KnowledgeSearch", "Messages", "Topics",
            ]
        ),
        module(
            "BotRuntime",
            ["Values", "Diagnostics", "Expressions", "Messages", "Topics", "Dialogue", "Crypto"]
        ),
        module(
            "Proof",
            [
                "Values", "Diagnostics", "Expressions", "Understanding", "Messages", "Topics",
                "Dialogue",
            ]
        ),
        module("Desk", ["Values", "Crypto", "Messages", "Topics", "Dialogue", "BotRuntime"]),
        module("SQLite", ["CSQLite"]),
        module("Storage", ["Values", "BotRuntime", "SQLite"]),
        module("PostgreSQL", ["CPQ"]),
        module("PostgreSQLStorage", ["Values", "BotRuntime", "PostgreSQL"]),
        module(
            "Records",
            ["Values", "Diagnostics", "Expressions", "Topics", "Dialogue", "BotRuntime", "SQLite"]
        ),
        module(
            "WebActions",
            [
                "Values", "Diagnostics", "YAML", "Expressions", "Topics", "Dialogue", "BotRuntime",
                "HTTP", "Crypto",
            ]
        ),
        module(
            "Transcripts",
            [
                "Values", "Diagnostics", "Text", "Expressions", "Understanding", "Messages",
                "Topics", "Dialogue", "BotRuntime",
            ]
        ),
        module(
            "Bots",
            [
                "Values", "Diagnostics", "KnowledgeSearch", "Topics", "Dialogue", "BotRuntime",
                "Proof", "Records", "HTTP", "WebActions",
            ]
        ),
        module("Drawings", ["Diagnostics", "Expressions", "Topics", "Transcripts"]),
        module(
            "Exploration",
            [
                "Values", "Diagnostics", "Text", "Expressions", "Understanding", "KnowledgeSearch",
                "Messages", "Topics", "Dialogue", "BotRuntime", "Records", "Transcripts",
            ]
        ),
        module(
            "Service",
            [
                "Values", "Diagnostics", "YAML", "Topics", "Messages", "Crypto", "HTTP",
                "BotRuntime", "WebActions", "Desk",
            ]
        ),
        module(
            "Serving",
            [
                "Values", "Diagnostics", "Text", "YAML", "SQLite", "PostgreSQL", "Crypto", "HTTP",
                "Topics", "BotRuntime", "Bots", "Storage", "PostgreSQLStorage", "Service",
                "WebActions", "Desk",
            ]
        ),
        .executableTarget(
            name: "botserver",
            dependencies: ["Serving"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "botsim",
            dependencies: [
                "Values", "Diagnostics", "Text", "Expressions", "Understanding",
                "KnowledgeSearch", "Messages", "Topics", "Dialogue", "BotRuntime", "Records",
                "Transcripts", "Proof", "Bots", "Drawings", "Exploration", "WebActions", "HTTP",
                "CEdit",
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "benchmarks",
            dependencies: [
                "Values", "Diagnostics", "KnowledgeSearch", "Messages", "Topics", "Dialogue",
                "Proof", "HTTP", "SQLite",
            ],
            path: "Benchmarks",
            exclude: ["README.md"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "mutants",
            dependencies: [
                "Diagnostics", "YAML", "Expressions", "KnowledgeSearch", "Topics", "Dialogue",
                "BotRuntime", "Records", "Transcripts",
            ],
            path: "Tests/Mutants",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "fuzz",
            dependencies: [
                "Values", "Diagnostics", "YAML", "Expressions", "KnowledgeSearch", "Messages",
                "Topics", "Dialogue", "BotRuntime", "Records", "Transcripts",
            ],
            path: "Fuzzing",
            exclude: ["README.md", "findings"],
            swiftSettings: settings
        ),

        // What several of the tests need.
        .target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: settings),
        .target(
            name: "RuntimeTesting",
            dependencies: ["BotRuntime", "Values"],
            path: "Tests/RuntimeTesting",
            swiftSettings: settings
        ),
        tests("Values", ["Values"]),
        tests("YAML", ["YAML", "Diagnostics"]),
        tests("SQLite", ["SQLite"]),
        .target(
            name: "PostgreSQLTesting",
            dependencies: ["PostgreSQL"],
            path: "Tests/PostgreSQLTesting",
            swiftSettings: settings
        ),
        tests("PostgreSQL", ["PostgreSQL", "PostgreSQLTesting"]),
        .target(name: "CFaultyDisk", dependencies: ["CSQLite"], path: "Tests/CFaultyDisk"),
        .target(
            name: "FaultyDisk",
            dependencies: ["CFaultyDisk", "CSQLite"],
            path: "Tests/FaultyDisk",
            swiftSettings: settings
        ),
        tests("Text", ["Text"]),
        tests("Crypto", ["Crypto"]),
        tests("HTTP", ["TestSupport", "HTTP", "Crypto"]),
        tests("Expressions", ["Expressions", "Values", "Diagnostics"]),
        tests("Understanding", ["Understanding", "Values", "Text"]),
        tests("KnowledgeSearch", ["KnowledgeSearch"]),
        tests("Messages", ["Messages", "Values"]),
        tests("Topics", ["Topics", "Values", "Diagnostics", "Expressions", "Understanding"]),
        tests(
            "Dialogue",
            [
                "Dialogue", "Topics", "Messages", "Values", "Diagnostics", "BotRuntime", "Records",
            ]
        ),
        tests(
            "Proof",
            ["Proof", "Dialogue", "Topics", "Messages", "Values", "Diagnostics", "BotRuntime"]
        ),
        tests(
            "BotRuntime",
            [
                "TestSupport", "RuntimeTesting", "BotRuntime", "Storage", "PostgreSQLStorage",
                "PostgreSQLTesting", "Records", "Dialogue", "Topics", "KnowledgeSearch", "Messages",
                "Crypto", "Diagnostics", "Values",
            ]
        ),
        tests(
            "Desk",
            [
                "TestSupport", "Desk", "BotRuntime", "Storage", "PostgreSQLStorage",
                "PostgreSQLTesting", "Dialogue", "Topics", "KnowledgeSearch", "Messages",
                "Crypto", "Diagnostics", "Values",
            ]
        ),
        tests(
            "Storage",
            [
                "TestSupport", "Storage", "PostgreSQLStorage", "PostgreSQLTesting", "FaultyDisk",
                "BotRuntime", "SQLite", "PostgreSQL", "Values",
            ]
        ),
        tests(
            "Service",
            [
                "TestSupport", "RuntimeTesting", "FaultyDisk", "Service", "WebActions", "Desk",
                "BotRuntime", "Bots", "Storage", "SQLite", "Topics", "KnowledgeSearch", "HTTP",
                "Crypto", "Messages", "Diagnostics", "YAML", "Values",
            ]
        ),
        tests(
            "WebActions",
            [
                "TestSupport", "WebActions", "HTTP", "BotRuntime", "Dialogue", "Topics",
                "Diagnostics", "Values",
            ]
        ),
        tests("Records", ["Records", "Topics", "Values", "Dialogue", "BotRuntime", "Diagnostics"]),
        tests(
            "Transcripts",
            [
                "Transcripts", "BotRuntime", "KnowledgeSearch", "Records", "Dialogue", "Topics",
                "Messages", "Values",
                "Diagnostics",
            ]
        ),
        tests("Drawings", ["Drawings", "Diagnostics", "Topics", "Transcripts"]),
        tests(
            "Exploration",
            [
                "Exploration", "Proof", "BotRuntime", "KnowledgeSearch", "Diagnostics", "Topics",
                "Dialogue", "Messages",
                "Values", "Records", "Transcripts",
            ]
        ),
        tests(
            "botsim",
            [
                "botsim", "Bots", "BotRuntime", "Dialogue", "Diagnostics", "Messages", "Topics",
                "Transcripts", "Values", "Crypto",
            ]
        ),
        tests("Documents", ["botsim", "Topics", "YAML", "Expressions", "Values", "Diagnostics"]),
        tests(
            "botserver",
            [
                "botserver", "botsim", "BotRuntime", "Serving", "SQLite", "TestSupport", "HTTP",
                "Values",
            ]
        ),
        // Chaos: what is planned, the servers that it happens to, and who judges them.
        .target(name: "ChaosPlan", path: "Tests/ChaosPlan", swiftSettings: settings),
        .executableTarget(
            name: "chaosserver",
            dependencies: ["Values", "BotRuntime", "Serving", "RuntimeTesting", "ChaosPlan"],
            path: "Tests/ChaosServer",
            swiftSettings: settings
        ),
        tests(
            "Chaos",
            [
                "chaosserver", "ChaosPlan", "TestSupport", "PostgreSQLTesting", "BotRuntime",
                "Storage", "PostgreSQLStorage", "SQLite", "HTTP", "Crypto", "Values",
            ]
        ),
        tests("Fuzzing", ["fuzz"]),
        tests("Mutants", ["mutants", "Diagnostics", "Topics", "Values"]),
    ],
    cxxLanguageStandard: .cxx17
)
