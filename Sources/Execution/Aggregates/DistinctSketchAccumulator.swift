import Columnar
import Dataflow

/// `approx_count_distinct`: a sketch a group. Rows cannot be taken back from it: the planner lets it stand over
/// append-only input alone.
final class DistinctSketchAccumulator: Accumulator {
  private var sketches: [DistinctSketch] = []

  func reserve(_ limit: Int) {
    if sketches.count < limit {
      sketches.append(
        contentsOf: repeatElement(
          DistinctSketch(), count: max(limit, sketches.count * 2) - sketches.count))
    }
  }

  @inline(never)
  func update(_ input: AggregateInput) {
    guard let argument = input.argument, input.count > 0 else { return }
    var hashes = [UInt64](repeating: 0, count: input.count)
    hashes.withUnsafeMutableBufferPointer {
      if let base = $0.baseAddress { KeyHash.hash([argument], count: input.count, into: base) }
    }
    forEachRow(input) { row, group, weight in
      precondition(weight >= 0, "approx_count_distinct stands over append-only input")
      if weight > 0 { sketches[group].insert(hash: DistinctSketchAccumulator.mixed(hashes[row])) }
    }
  }

  /// Rows of one group by this very column have one hash; and a hash of few values is not even in all of its bits.
  private static func mixed(_ hash: UInt64) -> UInt64 {
    var mixed = hash
    mixed = (mixed ^ mixed >> 33) &* 0xff51_afd7_ed55_8ccd
    mixed = (mixed ^ mixed >> 33) &* 0xc4ce_b9fe_1a85_ec53
    return mixed ^ mixed >> 33
  }

  func result(of groups: UnsafeBufferPointer<UInt32>, errors: inout RowErrors) -> Column {
    let builder = ColumnBuilder(.bigint, capacity: groups.count)
    for group in groups { builder.append(word: sketches[Int(group)].estimate) }
    return builder.finish()
  }

  func reset(_ group: Int) { sketches[group] = DistinctSketch() }

  func add(_ group: Int, to other: Int) { sketches[other].merge(sketches[group]) }

  /// The registers that are not 0: both forms of a sketch are written alike.
  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      let sketch = sketches[Int(group)]
      writer.write(UInt32(sketch.usedCount))
      sketch.forEach {
        writer.write(UInt16($0))
        writer.write($1)
      }
    }
  }

  func decode(_ groups: [UInt32], from reader: inout StateReader) throws {
    for group in groups {
      for _ in 0..<(try reader.readCount(width: 3)) {
        let register = Int(try reader.read(UInt16.self))
        let place = try reader.read(UInt8.self)
        guard register < DistinctSketch.registerCount,
          1...UInt8(DistinctSketch.placeMax) ~= place
        else { throw StateDecodingError("register \(register) of a sketch is \(place)") }
        sketches[Int(group)].raise(register, to: place)
      }
    }
  }
}
