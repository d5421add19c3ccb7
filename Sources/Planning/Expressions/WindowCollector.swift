import Columnar
import Diagnostics

/// The window functions of one SELECT while its expressions are bound.
///
/// Expressions name the answer of a call as column `base` + n; all others in it are numbered as those of the SELECT.
final class WindowCollector {
  static let base = 1 << 23

  /// Windows of the WINDOW clause; nil is a faulty one.
  var named: [String: BoundWindow?] = [:]
  private(set) var groups: [Group] = []
  /// Of each number its group, and its place there.
  private(set) var places: [(group: Int, call: Int)] = []

  /// Calls over the same partitions in the same order.
  struct Group {
    var partition: [Expression]
    var order: [WindowOrder]
    var calls: [BoundWindowCall] = []

    fileprivate var text: String
  }

  var isEmpty: Bool { groups.isEmpty }

  /// What the windows and calls compute from each row.
  var expressions: [Expression] {
    groups.flatMap { group in
      group.partition + group.order.map(\.expression)
        + group.calls.flatMap { $0.arguments + [$0.filter].compactMap { $0 } }
    }
  }

  /// The column that stands for a call's answer; the same one for the same call.
  func column(of call: BoundWindowCall, over window: BoundWindow) -> Expression {
    let group = number(of: window)
    let text = call.text
    if let known = places.firstIndex(where: {
      $0.group == group && groups[group].calls[$0.call].text == text
    }) {
      return .column(WindowCollector.base + known, call.result)
    }
    places.append((group, groups[group].calls.count))
    groups[group].calls.append(call)
    return .column(WindowCollector.base + places.count - 1, call.result)
  }

  private func number(of window: BoundWindow) -> Int {
    let partition = window.partition.map(\.canonicalText)
    let text =
      "\(partition.sorted()) "
      + window.order.map {
        "\($0.expression.canonicalText) \($0.isDescending) \($0.nullsFirst)"
      }.joined(separator: ", ")
    if let known = groups.firstIndex(where: { $0.text == text }) { return known }
    groups.append(Group(partition: window.partition, order: window.order, text: text))
    return groups.count - 1
  }
}

/// What stands behind OVER, bound.
struct BoundWindow {
  /// Each once.
  var partition: [Expression] = []
  var order: [WindowOrder] = []
  /// Nil: the default one.
  var frame: Frame?
}

struct WindowOrder {
  var expression: Expression
  var isDescending: Bool
  var nullsFirst: Bool
}

struct BoundWindowCall {
  var function: WindowFunctionKind
  var arguments: [Expression]
  var number: Int64 = 1
  var filter: Expression?
  var frame: Frame
  /// Its number is NULL, and so is its answer.
  var isMissing = false
  var result: DataType

  /// Equal for equal calls.
  fileprivate var text: String {
    let inside = (arguments + [filter].compactMap { $0 }).map(\.canonicalText)
    return "\(function.name) \(inside) \(filter != nil) \(number) \(frame.text)"
  }
}
