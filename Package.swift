// swift-tools-version: 6.1
import PackageDescription

// Hot C++ and the scan intrinsics need AVX2 and PCLMUL: -march=haswell, checked once at start.
let vectorFlags: [String] = {
  #if arch(x86_64)
    ["-march=haswell"]
  #else
    []
  #endif
}()
let vectorImports: [String] = vectorFlags.flatMap { ["-Xcc", $0] }

let package = Package(
  name: "millrace",
  products: [
    .executable(name: "millrace", targets: ["millrace"]),
    .library(
      name: "MillraceEngine",
      targets: ["Execution", "Planning", "Dataflow", "Store", "Connectors", "Columnar"]),
  ],
  targets: [
    // C libraries, each imported by exactly one Swift target.
    .systemLibrary(name: "CPgQuery", providers: [.apt(["libpg-query-dev", "libprotobuf-c-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CEdit", pkgConfig: "libedit", providers: [.apt(["libedit-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(name: "CYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
    .systemLibrary(name: "CPcre2", pkgConfig: "libpcre2-8", providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CMessageDigest", pkgConfig: "libmd", providers: [.apt(["libmd-dev"])]),
    .target(
      name: "CSimdJSON",
      cxxSettings: [
        .unsafeFlags(vectorFlags), .unsafeFlags(["-O2"], .when(configuration: .debug)),
      ],
      linkerSettings: [.linkedLibrary("simdjson")]),
    .target(
      name: "CTimeZone",
      cxxSettings: [.unsafeFlags(["-O2"], .when(configuration: .debug))],
      linkerSettings: [.linkedLibrary("cctz")]),
    // The scenarios of Examples, embedded.
    .target(name: "CAssets"),

    // The layers, lowest first. Tests/LayersTests holds every import to this table.
    .target(name: "Diagnostics"),
    .target(name: "Columnar", dependencies: ["CTimeZone", "CPcre2", "CMessageDigest"]),
    .target(name: "Compression", dependencies: ["CZlib", "CZstd"]),
    .target(name: "SQL", dependencies: ["Diagnostics", "CPgQuery"]),
    .target(name: "Planning", dependencies: ["SQL", "Columnar", "Diagnostics"]),
    .target(name: "Dataflow", dependencies: ["Columnar"]),
    .target(name: "Execution", dependencies: ["Planning", "Dataflow", "Columnar", "Diagnostics"]),
    .target(
      name: "Store",
      dependencies: ["Dataflow", "Columnar", "Diagnostics", "Compression", "CSQLite"]),
    .target(
      name: "Connectors",
      dependencies: ["Dataflow", "Columnar", "Diagnostics", "Compression", "CSimdJSON"],
      swiftSettings: [.unsafeFlags(vectorImports)]),
    .target(
      name: "Commerce", dependencies: ["Dataflow", "Columnar", "Diagnostics", "CYAML", "CAssets"]),
    .executableTarget(
      name: "millrace",
      dependencies: [
        "Diagnostics", "Columnar", "SQL", "Planning", "Dataflow", "Execution", "Store",
        "Connectors", "Commerce", "CEdit",
      ]),

    .target(
      name: "TestSupport", dependencies: ["Columnar", "Dataflow"], path: "Tests/TestSupport"),
    .testTarget(
      name: "DiagnosticsTests", dependencies: ["Diagnostics"], path: "Tests/DiagnosticsTests"),
    .testTarget(
      name: "ColumnarTests", dependencies: ["Columnar", "TestSupport"], path: "Tests/ColumnarTests"),
    .testTarget(
      name: "SQLTests", dependencies: ["SQL", "Diagnostics", "TestSupport"], path: "Tests/SQLTests",
      resources: [.copy("Cases")]),
    .testTarget(
      name: "PlanningTests", dependencies: ["Planning", "SQL", "Diagnostics", "TestSupport"],
      path: "Tests/PlanningTests", resources: [.copy("Cases")]),
    .testTarget(
      name: "DataflowTests", dependencies: ["Dataflow", "Columnar"], path: "Tests/DataflowTests"),
    .testTarget(
      name: "ExecutionTests", dependencies: ["Execution", "TestSupport"],
      path: "Tests/ExecutionTests", exclude: ["Snapshots"]),
    .testTarget(
      name: "StoreTests", dependencies: ["Store", "TestSupport"], path: "Tests/StoreTests"),
    .testTarget(
      name: "ConnectorsTests", dependencies: ["Connectors", "TestSupport"],
      path: "Tests/ConnectorsTests", resources: [.copy("Corpus")]),
    .testTarget(
      name: "CommerceTests", dependencies: ["Commerce", "Diagnostics", "TestSupport"],
      path: "Tests/CommerceTests", exclude: ["Cases"]),
    .testTarget(
      name: "CommandLineTests", dependencies: ["millrace", "TestSupport"],
      path: "Tests/CommandLineTests", exclude: ["Explained"]),
    .testTarget(
      name: "EngineTests", dependencies: ["millrace", "TestSupport"], path: "Tests/EngineTests",
      exclude: ["Cases"]),
    .testTarget(
      name: "FunctionTests", dependencies: ["Execution", "Planning", "SQL", "Columnar"],
      path: "Tests/FunctionTests", exclude: ["Cases", "record.py"]),
    .testTarget(name: "LayersTests", path: "Tests/LayersTests"),
  ],
  swiftLanguageModes: [.v6],
  cxxLanguageStandard: .cxx20
)
