import Columnar
import Planning

/// What `millrace help functions` prints: every function, operator and aggregate, as Markdown.
enum FunctionReference {
  static var markdown: String {
    var parts = FunctionDescription.Category.allCases.map { category in
      section(category.rawValue, FunctionCatalogue.all.filter { $0.category == category })
    }
    parts.append(aggregates)
    return parts.joined(separator: "\n")
  }

  private static func section(_ title: String, _ functions: [FunctionDescription]) -> String {
    var table = MarkdownTable(["function", "what it gives", "example"])
    for function in functions {
      table.add([
        forms(of: function.signatures, name: function.name), MarkdownTable.prose(function.summary),
        MarkdownTable.code(function.example) + " → " + MarkdownTable.code(function.result),
      ])
    }
    return "#### \(title)\n\n\(table.text)"
  }

  private static var aggregates: String {
    var table = MarkdownTable(["aggregate", "what it gives"])
    for function in AggregateFunction.allCases {
      table.add([
        function.description.signatures.map(MarkdownTable.code).joined(separator: "<br>"),
        MarkdownTable.prose(function.description.summary),
      ])
    }
    return "#### Aggregates\n\n\(table.text)"
  }

  private static func forms(of signatures: [String], name: String) -> String {
    SignatureForm.forms(of: signatures, name: name).map(\.text).joined(separator: "<br>")
  }
}
