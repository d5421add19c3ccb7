/// boolean to integer and back, explicit only.
enum BooleanCasts {
  static func kernel(from source: DataType, to target: DataType) -> CastKernel? {
    switch (source, target) {
    case (.boolean, .integer):
      return { column, count, _ in FixedKernels.map(target, count, column.bits) { Int64($0) } }
    case (.integer, .boolean):
      return { column, count, _ in
        FixedKernels.map(target, count, column.words) { UInt8($0 == 0 ? 0 : 1) }
      }
    default: return nil
    }
  }
}
