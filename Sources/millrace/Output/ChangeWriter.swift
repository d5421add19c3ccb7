import Columnar

/// Writes changes of a view as JSON lines: `{"epoch":7,"op":"+","row":{…}}`.
struct ChangeWriter {
  let names: [String]
  let json: JSONOutput
  let output: StandardStream

  init(fields: [Field], zone: Zone, output: StandardStream) {
    names = fields.map(\.name)
    json = JSONOutput(zone: zone)
    self.output = output
  }

  /// Retractions come first, so that the last line of a key is its newest version. Throws `OutputError`.
  func write(_ batch: Batch, epoch: Int64) throws {
    for isInsertion in [false, true] {
      for row in 0..<batch.count where (batch.weight(row) > 0) == isInsertion {
        var line = Array("{\"epoch\":\(epoch),\"op\":\"\(isInsertion ? "+" : "-")\",\"row\":".utf8)
        json.writeObject(names: names, batch, row: row, to: &line)
        line += [UInt8(ascii: "}"), UInt8(ascii: "\n")]
        for _ in 0..<batch.weight(row).magnitude { try output.write(line) }
      }
    }
    try output.flush()
  }
}
