import Testing

/// Who may import whom, of our own targets (architecture §6). Compression serves Store and Connectors.
let layers: [String: Set<String>] = [
  "Diagnostics": [],
  "Columnar": [],
  "Compression": [],
  "SQL": ["Diagnostics"],
  "Planning": ["SQL", "Columnar", "Diagnostics"],
  "Dataflow": ["Columnar"],
  "Execution": ["Planning", "Dataflow", "Columnar", "Diagnostics"],
  "Store": ["Dataflow", "Columnar", "Compression", "Diagnostics"],
  "Connectors": ["Dataflow", "Columnar", "Diagnostics", "Compression"],
  "Commerce": ["Dataflow", "Columnar", "Diagnostics"],
  "millrace": [
    "Diagnostics", "Columnar", "SQL", "Planning", "Dataflow", "Execution", "Store", "Connectors",
    "Commerce",
  ],
]

/// Each C library belongs to the one Swift target that wraps it.
let wrappers: [String: String] = [
  "CPgQuery": "SQL",
  "CSQLite": "Store",
  "CZlib": "Compression",
  "CZstd": "Compression",
  "CSimdJSON": "Connectors",
  "CTimeZone": "Columnar",
  "CPcre2": "Columnar",
  "CMessageDigest": "Columnar",
  "CEdit": "millrace",
  "CYAML": "Commerce",
  "CAssets": "Commerce",
]

/// What a source may import besides: the system and the standard library. Not Foundation (start-up time, size).
let systemModules: Set<String> = ["Glibc", "Synchronization"]

@Test(arguments: layers.keys.sorted())
func `a target imports only the layers below it`(target: String) throws {
  let allowed = try #require(layers[target])
  for file in try SourceTree.swiftFiles(under: "Sources/\(target)") {
    for (line, module) in imports(in: file.text) {
      let isFine =
        allowed.contains(module) || systemModules.contains(module) || wrappers[module] == target
      #expect(isFine, "\(file.path):\(line) imports \(module), which \(target) may not")
    }
  }
}

@Test func `every folder of Sources is a layer or a C library in the tables`() throws {
  let folders = try Set(SourceTree.entries(of: "Sources"))
  #expect(folders == Set(layers.keys).union(wrappers.keys))
}

@Test func `every C library is imported by the target that wraps it`() throws {
  for (library, target) in wrappers {
    let files = try SourceTree.swiftFiles(under: "Sources/\(target)")
    let users = files.filter { imports(in: $0.text).contains { $0.module == library } }
    #expect(!users.isEmpty, "nothing in \(target) imports \(library)")
  }
}

@Test func `the tables have no cycle`() {
  for target in layers.keys {
    var reached: Set<String> = []
    var open = layers[target] ?? []
    while let next = open.popFirst() {
      guard reached.insert(next).inserted else { continue }
      open.formUnion(layers[next] ?? [])
    }
    #expect(!reached.contains(target), "\(target) reaches itself")
  }
}

@Test func `imports are found in all their forms and not in comments or strings`() {
  let text = """
    import Glibc
    @testable import SQL
    public import Columnar
    import struct Dataflow.Wake
    import func Store.open  // a comment
    @preconcurrency @_spi(Tests) internal import Planning
    // import Foundation
    /* import Foundation
    import Foundation */
    let important = 1
    let line = "import Foundation"
    #if os(Linux)
      import Commerce
    #endif
    """
  #expect(
    imports(in: text).map(\.module) == [
      "Glibc", "SQL", "Columnar", "Dataflow", "Store", "Planning", "Commerce",
    ])
  #expect(imports(in: text).map(\.line) == [1, 2, 3, 4, 5, 6, 13])
}
