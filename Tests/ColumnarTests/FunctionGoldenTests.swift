import Testing

@testable import Columnar

/// One call of the golden table.
struct FunctionGolden: CustomStringConvertible {
  let zone: String
  let name: String
  let arguments: [(type: String, text: String)]
  let expected: String
  var description: String { "\(name) \(arguments.map { "\($0.text)::\($0.type)" }) in \(zone)" }

  static let all: [FunctionGolden] = functionGoldens.split(separator: "\n").map { line in
    let fields = line.split(separator: "│", omittingEmptySubsequences: false)
    let arguments = fields[2].split(separator: "¦", omittingEmptySubsequences: false).map {
      let parts = $0.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      return (type: String(parts[0]), text: String(parts[1]))
    }
    return FunctionGolden(
      zone: String(fields[0]), name: String(fields[1]), arguments: arguments,
      expected: String(fields[3]))
  }
}

@Suite struct FunctionGoldenTests {
  @Test(arguments: FunctionGolden.all)
  func `a function answers as PostgreSQL does`(golden: FunctionGolden) throws {
    let zone = try #require(Zone(golden.zone))
    var types: [DataType] = []
    var columns: [Column] = []
    for (typeName, text) in golden.arguments {
      let type = try #require(DataType.named(typeName))
      types.append(type)
      let value = text == "NULL" ? .null : try TextInput(type, zone: zone).value(text)
      columns.append(.constant(value, type, count: 3))
    }
    let resolution = FunctionCatalogue(zone: zone).resolve(name: golden.name, arguments: types)
    guard case .found(let function, let wanted) = resolution else {
      Issue.record("not resolved: \(resolution)")
      return
    }
    let operands = types.indices.map { index in
      let column = Expression.column(index, types[index])
      return types[index] == wanted[index]
        ? column : .cast(column, to: wanted[index], explicit: false)
    }
    let program = ExpressionProgram(.call(function, operands), zone: zone)
    let evaluation = program.evaluate(columns, count: 3)
    #expect(render(evaluation, function.result, zone) == golden.expected)
  }

  private func render(_ evaluation: Evaluation, _ type: DataType, _ zone: Zone) -> String {
    if let error = evaluation.errors.errors.last {
      return evaluation.errors.rows == [0, 1, 2] ? "! " + error.message : "errors in some rows"
    }
    return "= \(type) " + (TextOutput(zone: zone).text(evaluation.column[2], type) ?? "NULL")
  }
}
