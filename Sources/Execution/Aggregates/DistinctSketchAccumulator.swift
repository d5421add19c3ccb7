import Columnar
import Dataflow

/// `approx_count_distinct`: a sketch a group. Rows cannot be taken back from it: the planner lets it stand over
/// append-only input alone.
final class DistinctSketchAccumulator: Accumulator {
  private var sketches: [DistinctSketch] = []
  /// What the sketches themselves take.
  private var sketchBytes = 0

  var byteCount: Int { sketches.capacity * MemoryLayout<DistinctSketch>.stride + sketchBytes }

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
      if weight > 0 {
        let hash = DistinctSketchAccumulator.mixed(hashes[row])
        change(group) { $0.insert(hash: hash) }
      }
    }
  }

  private func change(_ group: Int, _ body: (inout DistinctSketch) -> Void) {
    let before = sketches[group].byteCount
    body(&sketches[group])
    sketchBytes += sketches[group].byteCount - before
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

  func reset(_ group: Int) { change(group) { $0 = DistinctSketch() } }

  func add(_ group: Int, to other: Int) {
    let sketch = sketches[group]
    change(other) { $0.merge(sketch) }
  }

  /// The registers that are not 0: both forms of a sketch are written alike.
  func encode(_ groups: [UInt32], to writer: inout StateWriter) {
    for group in groups {
      let used = sketches[Int(group)].used
      writer.write(UInt32(used.count))
      for (register, place) in used {
        writer.write(UInt16(register))
        writer.write(place)
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
        change(Int(group)) { $0.raise(register, to: place) }
      }
    }
  }
}
