// swift-tools-version: 6.2
import PackageDescription

/// With FUZZ=1 in the environment everything is instrumented for libFuzzer, and there is a program `fuzz`.
let isFuzzing = Context.environment["FUZZ"] == "1"

/// What every target is compiled with.
let common: [SwiftSetting] =
  [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + (isFuzzing ? [.unsafeFlags(["-sanitize=fuzzer,address", "-enable-testing"])] : [])

/// Pure targets: no C import, no threads, no clock, no I/O; an unsafe construct without its mark does not compile.
let pure: [SwiftSetting] =
  common + [
    .strictMemorySafety(),
    .treatWarning("StrictMemorySafety", as: .error),
  ]

/// 130,000 relocations of a statically linked Swift program cost 4 ms at every start; packed (glibc 2.36) they cost none.
/// 24,000 exported symbols, of which no library asks for one, are looked through for each symbol of any library.
/// Only the executable has these flags, so that the library can be depended on.
let fastStart = [
  "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--no-export-dynamic",
]

func room(
  _ name: String, _ dependencies: [Target.Dependency] = [], pure isPure: Bool = false, pages: [String] = []
) -> Target {
  .target(name: name, dependencies: dependencies, exclude: pages, swiftSettings: isPure ? pure : common)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.target(name: name)] + dependencies, exclude: exclude, swiftSettings: common)
}

/// The fuzz targets: run by libFuzzer, or with the kept corpus as a part of the tests.
func fuzzing() -> [Target] {
  let rooms: [Target.Dependency] = [
    "Archive", "Basics", "Bindings", "Certificates", "Collections", "Exchange", "Handshake", "Interchange", "Lab",
    "Schema", "Screen", "ServiceModel", "SOAP", "Text", "TLS", "Transport", "Workbench", "WSDL", "XML",
  ]
  guard isFuzzing else {
    return [
      .testTarget(
        name: "FuzzTests", dependencies: rooms, path: "Tests/Fuzz", exclude: ["CFuzzer", "Corpus", "Runner"],
        sources: ["Targets", "Replay"], swiftSettings: common)
    ]
  }
  return [
    .target(name: "CFuzzer", path: "Tests/Fuzz/CFuzzer"),
    .executableTarget(
      name: "fuzz", dependencies: rooms + ["CFuzzer"], path: "Tests/Fuzz", exclude: ["CFuzzer", "Corpus", "Replay"],
      sources: ["Targets", "Runner"], swiftSettings: common,
      // The default linker, gold, dies of the sanitizer's sections.
      linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address", "-use-ld=lld"])]),
  ]
}

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

let package = Package(
  name: "signet",
  products: [
    .library(name: "SOAPClient", targets: ["SOAPClient"]),
    .executable(name: "signet", targets: ["signet"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C: one small target per library.
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("curl")]),
    .target(name: "COpenSSL", linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]),
    .target(name: "CKeyring"),
    .target(name: "CMalloc"),
    .target(name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),
    .target(name: "CZlib", linkerSettings: [.linkedLibrary("z")]),
    .systemLibrary(name: "CLibXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    // 0
    room("Basics", pure: true),
    // 1
    room("Certificates", ["Basics"], pure: true),
    room("Text", ["Basics"], pure: true),
    room("XML", ["Basics", "CLibXML2"]),
    room("Archive", ["Basics", "CZlib"]),
    // 2
    room("Handshake", ["Basics", "Certificates"], pure: true, pages: ["Findings.md"]),
    room("Bindings", ["Basics", "Certificates"], pure: true),
    room("Screen", ["Basics", "Text"], pure: true),
    room("Schema", ["Basics", "XML"], pure: true),
    .target(
      name: "Themes", path: "Themes",
      resources: [
        .embedInCode("contrast.yaml"), .embedInCode("dark.yaml"), .embedInCode("light.yaml"), .embedInCode("mono.yaml"),
        .embedInCode("sixteen.yaml"),
      ],
      swiftSettings: common),
    // 3
    room("TLS", ["Basics", "Certificates", "Handshake", "COpenSSL"]),
    room("Terminal", ["Basics", "Screen", "CNcurses"]),
    room("SOAP", ["Basics", "Bindings", "Certificates", "Text", "XML"]),
    room("Exchange", ["Basics", "Bindings", "Certificates", "Handshake"], pure: true),
    room("ServiceModel", ["Basics", "Bindings", "XML"]),
    room("WSDL", ["Basics", "Bindings", "Schema", "XML"]),
    room("Interchange", ["Basics", "Bindings", "Certificates", "Handshake", "XML"], pure: true),
    // 4
    room(
      "Collections", ["Basics", "Bindings", "Certificates", "Exchange", "Handshake", "Screen", yams], pages: ["Schemas"]
    ),
    room(
      "History", ["Basics", "Bindings", "Certificates", "Exchange", "Handshake", "Interchange", grdb],
      pages: ["Schema.md"]),
    room("Transport", ["Basics", "CCurl", "Certificates", "COpenSSL", "Exchange", "Handshake", "TLS"]),
    // 5
    room(
      "SOAPClient",
      ["Basics", "Bindings", "Certificates", "CKeyring", "Exchange", "Handshake", "SOAP", "TLS", "Transport", "XML"]),
    room(
      "Workbench",
      [
        "Basics", "Bindings", "Certificates", "Collections", "Exchange", "Handshake", "Schema", "Screen", "Text",
        "WSDL",
        "XML",
      ], pure: true),
    room("Lab", ["Basics", "Certificates", "Exchange", "Handshake", "SOAP", "TLS", "XML"]),
    // app
    .executableTarget(
      name: "signet",
      dependencies: [
        "Archive", "Basics", "Bindings", "Certificates", "CMalloc", "Collections", "Exchange", "Handshake", "History",
        "Interchange", "Lab", "Schema", "Screen", "ServiceModel", "SOAP", "SOAPClient", "Terminal", "Text", "Themes",
        "TLS", "Transport", "Workbench", "WSDL", "XML", argumentParser,
      ],
      swiftSettings: common, linkerSettings: [.unsafeFlags(fastStart, .when(configuration: .release))]),
    .executableTarget(
      name: "signet-bench",
      dependencies: ["Basics", "CCurl", "Certificates", "Exchange", "Handshake", "Lab", "TLS", "Transport"],
      swiftSettings: common),
    // What the library's documentation tells, whole.
    .executableTarget(name: "soap-call", dependencies: ["SOAPClient"], swiftSettings: common),
    // tests
    tests("Basics", []),
    tests("Certificates", ["Basics"]),
    tests("Text", ["Basics"]),
    tests("XML", ["Basics"]),
    tests("Archive", ["Basics"]),
    tests("Handshake", ["Basics", "Bindings", "Certificates"]),
    tests("Bindings", ["Basics", "Certificates"]),
    tests("Screen", ["Basics", "Text"]),
    tests("Schema", ["Basics", "XML"]),
    tests("TLS", ["Basics", "Certificates", "COpenSSL", "Handshake"]),
    tests("Terminal", ["Basics", "Collections", "Lab", "Screen", "signet", "terminal-probe", "TLS"]),
    .executableTarget(
      name: "terminal-probe", dependencies: ["Basics", "Screen", "Terminal"], path: "Tests/terminal-probe",
      swiftSettings: common),
    tests("SOAP", ["Basics", "Bindings", "Certificates", "TLS", "XML"]),
    tests("ServiceModel", ["Basics", "Bindings", "XML"]),
    tests("WSDL", ["Basics", "Bindings", "Schema", "XML"]),
    tests("Interchange", ["Basics", "Bindings", "Handshake"]),
    tests("Exchange", ["Basics", "Bindings", "Certificates", "Handshake"]),
    tests(
      "Collections",
      ["Basics", "Bindings", "Certificates", "Exchange", "Handshake", "saving-probe", "Screen", "Themes"]),
    .executableTarget(
      name: "saving-probe", dependencies: ["Basics", "Collections"], path: "Tests/saving-probe", swiftSettings: common),
    tests(
      "History",
      ["Basics", "Bindings", "Certificates", "Exchange", "Handshake", "history-writer", grdb]),
    .executableTarget(
      name: "history-writer", dependencies: ["Basics", "Bindings", "Exchange", "Handshake", "History"],
      path: "Tests/history-writer", swiftSettings: common),
    tests("Transport", ["Basics", "COpenSSL", "Certificates", "Exchange", "Handshake", "Lab", "TLS"]),
    tests(
      "SOAPClient", ["Basics", "Bindings", "Certificates", "Exchange", "Handshake", "Lab", "SOAP", "TLS", "Transport"]),
    tests(
      "Workbench",
      [
        "Basics", "Bindings", "Certificates", "Collections", "Exchange", "Handshake", "Schema", "Screen", "Text",
        "WSDL",
        "XML",
      ],
      exclude: ["Screens"]),
    tests("Lab", ["Basics", "Certificates", "COpenSSL", "Exchange", "Handshake", "TLS"]),
    .testTarget(
      name: "CommandTests", dependencies: ["signet", "Basics", "Certificates", "Lab", "TLS", argumentParser],
      swiftSettings: common),
  ] + fuzzing(),
  swiftLanguageModes: [.v6]
)
