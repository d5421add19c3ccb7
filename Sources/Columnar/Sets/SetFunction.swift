/// A function that gives rows: one overload, with fixed argument types and the columns of its rows.
public struct SetFunction: Sendable {
  /// A column of its rows; without a name it has that of the function or its alias.
  public struct OutputColumn: Hashable, Sendable {
    public var name: String?
    public var type: DataType

    public init(_ name: String? = nil, _ type: DataType) {
      self.name = name
      self.type = type
    }
  }

  /// Appends the rows of one row of arguments to a builder a column, and tells how many there were.
  ///
  /// Throws: before anything is appended.
  public typealias Rows =
    @Sendable (
      _ arguments: [Column], _ row: Int, _ builders: [ColumnBuilder]
    ) throws(ExpressionError) -> Int

  public let name: String
  public let arguments: [DataType]
  public let columns: [OutputColumn]
  /// NULL in any argument gives no rows.
  public let isStrict: Bool
  public let rows: Rows

  public init(
    _ name: String, _ arguments: [DataType], _ columns: [OutputColumn], isStrict: Bool = true,
    rows: @escaping Rows
  ) {
    self.name = name
    self.arguments = arguments
    self.columns = columns
    self.isStrict = isStrict
    self.rows = rows
  }

  /// `generate_series(integer, integer) → setof integer`.
  public var signature: String {
    let types = arguments.map(\.description).joined(separator: ", ")
    let result =
      columns.count == 1
      ? columns[0].type.description
      : "(" + columns.map { "\($0.name ?? name) \($0.type)" }.joined(separator: ", ") + ")"
    return "\(name)(\(types)) → setof \(result)"
  }
}

/// A name with all its overloads.
struct SetFunctionDefinition: Sendable {
  let description: FunctionDescription
  let overloads: [SetFunction]
  /// For arrays of any element type.
  let ofArray: (@Sendable (_ element: DataType) -> [SetFunction])?

  init(
    _ name: String, _ summary: String, example: String, _ result: String,
    _ overloads: [SetFunction] = [],
    ofArray: (@Sendable (_ element: DataType) -> [SetFunction])? = nil
  ) {
    let family = (ofArray?(.text) ?? []).map { function in
      function.signature.replacing("text[]", with: "anyarray").replacing(
        "setof text", with: "setof anyelement")
    }
    description = FunctionDescription(
      name: name, category: .sets, summary: summary, example: example, result: result,
      signatures: overloads.map(\.signature) + family)
    self.overloads = overloads
    self.ofArray = ofArray
  }
}
