import Columnar
import Diagnostics
import SQL

extension QueryBinder {
  /// Reports aggregates from whose state no row can be taken back, where rows can be.
  func checkRetraction(of calls: AggregateCollector, over relation: BoundRelation) {
    if relation.plan.isAppendOnly { return }
    for (call, range) in zip(calls.calls, calls.ranges) where !call.function.canRetract {
      faults.error(
        "append-only", "\(call.function.rawValue) cannot take rows back", at: range,
        notes: ["rows of its input can change or go: it is not append-only"],
        help: "count(DISTINCT …) is exact and follows every change")
    }
  }
}
