/// An overload for whole families of types, such as arrays of any element: it makes the function for the types given.
struct GenericOverload: Sendable {
  /// For the reference page: `array_append(anyarray, anyelement) → anyarray`.
  let signature: String
  /// A function of the family, for messages that list what there is.
  let sample: ScalarFunction
  /// Nil where the types are none of the family; an argument type is nil for an untyped literal or NULL.
  let function: @Sendable (_ arguments: [DataType?]) -> ScalarFunction?
}

/// How a parameter of a function over arrays hangs together with the others.
enum ArrayParameter: Sendable {
  case array
  case element
  case fixed(DataType)

  func type(_ element: DataType) -> DataType {
    switch self {
    case .array: .array(element)
    case .element: element
    case .fixed(let type): type
    }
  }

  var description: String {
    switch self {
    case .array: "anyarray"
    case .element: "anyelement"
    case .fixed(let type): type.description
    }
  }
}

extension GenericOverload {
  typealias Kernel = @Sendable ([Column], Int, inout RowErrors) -> Column

  /// A function over arrays of one element type, which its arguments have in common as Postgres' `anycompatible` does.
  ///
  /// - Parameter accepts: the element types that it takes; what is compared needs an equality.
  static func arrays(
    _ name: String, _ parameters: [ArrayParameter], _ result: ArrayParameter,
    isStrict: Bool = true, accepts: @escaping @Sendable (DataType) -> Bool = { _ in true },
    kernel: @escaping @Sendable (_ element: DataType) -> Kernel
  ) -> GenericOverload {
    @Sendable func make(_ element: DataType) -> ScalarFunction {
      ScalarFunction(
        name, parameters.map { $0.type(element) }, result.type(element), isStrict: isStrict,
        kernel: kernel(element))
    }
    let sample = make(.text)
    let types = parameters.map(\.description)
    let call =
      sample.isOperator
      ? "\(types[0]) \(name) \(types[1])" : "\(name)(\(types.joined(separator: ", ")))"
    return GenericOverload(signature: "\(call) → \(result.description)", sample: sample) {
      arguments in
      guard let element = element(of: parameters, arguments), accepts(element) else { return nil }
      return make(element)
    }
  }

  /// The common element type; nil where the arguments do not fit.
  private static func element(of parameters: [ArrayParameter], _ arguments: [DataType?])
    -> DataType?
  {
    guard parameters.count == arguments.count else { return nil }
    var elements: [DataType] = []
    for (parameter, argument) in zip(parameters, arguments) {
      guard let argument else { continue }
      switch (parameter, argument) {
      case (.array, .array(let element)): elements.append(element)
      case (.array, _), (.element, .array): return nil
      case (.element, _): elements.append(argument)
      case (.fixed(let type), _):
        if !TypeRules.implicitCast(from: argument, to: type) { return nil }
      }
    }
    return elements.isEmpty ? nil : TypeRules.commonType(elements)
  }
}

extension DataType {
  /// `=` works on it.
  var hasEquality: Bool { base != .json }

  /// `<` works on it.
  var hasOrder: Bool { self != .json && self != .jsonb }
}
