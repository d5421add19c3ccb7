import Columnar
import Dataflow
import Diagnostics
import Planning
import TestSupport
import Testing

@testable import Execution

/// Records are lines `id,time`; an empty line is no row.
private final class PairDecoder: RecordDecoder {
  func decode(_ block: RecordBlock) -> DecodedBlock {
    let (ids, times) = (ColumnBuilder(.bigint), ColumnBuilder(.timestamp))
    var records: [UInt32] = []
    var faults: [RecordFault] = []
    for record in 0..<block.count {
      let parts = String(decoding: block.slice(record), as: UTF8.self).split(separator: ",")
      guard parts.count == 2 else {
        faults.append(RecordFault(record: record, rule: "format", message: "no pair"))
        continue
      }
      ids.append(Int64(parts[0]).map { .word($0) } ?? .null)
      times.append(Int64(parts[1]).map { .word($0) } ?? .null)
      records.append(UInt32(record))
    }
    return DecodedBlock(
      columns: [ids.finish(), times.finish()], rowCount: records.count,
      records: faults.isEmpty ? nil : records, faults: faults)
  }
}

private struct Lines: Chunk {
  var partition = 3
  var offsets: Range<Int64> = 100..<200
  var lines: [String]
  var clock: Int64 = 0

  func load(into block: RecordBlock) {
    for (index, line) in lines.enumerated() {
      let start = block.byteCount
      block.reserve(start + line.utf8.count)
      for byte in line.utf8 {
        block.bytes[block.byteCount] = byte
        block.byteCount += 1
      }
      block.append(
        RecordBlock.Span(
          start: UInt32(start), length: UInt32(line.utf8.count), offset: 100 + Int64(index)))
      block.timestamps.append(clock)
    }
    block.seal()
  }
}

@Suite struct ConstraintReaderTests {
  private func reader(_ change: (inout TableDefinition) -> Void = { _ in }) throws
    -> ConstraintReader
  {
    let less = try #require(
      FunctionCatalogue(zone: .utc).resolve(name: "<", arguments: [.bigint, .bigint]).function)
    var table = TableDefinition(
      name: "t",
      columns: [
        TableColumn(name: "id", type: .bigint, isNotNull: true, path: ["id"]),
        TableColumn(name: "at", type: .timestamp, isNotNull: true, path: ["at"]),
        TableColumn(name: "log_offset", type: .bigint, path: [], isHidden: true),
      ],
      checks: [
        CheckConstraint(
          name: "small",
          condition: .call(less, [.column(0, .bigint), .constant(.word(10), .bigint)]),
          text: "id < 10", action: .reject)
      ],
      eventTime: EventTime(column: 1, delay: 0, idleTimeout: 1, aheadMax: 50),
      connector: ConnectorDescription.lines, options: [:], isBounded: true, text: "",
      nameRange: TextRange(0, 0))
    change(&table)
    let program = try TableProgram(
      table, layout: TableLayout(table, scanned: [0, 2]), zone: .utc)
    return ConstraintReader(program, decoder: PairDecoder())
  }

  @Test func `each record is a row or a reject at its first fault`() throws {
    let read = try reader().read(Lines(lines: ["1,5", "", "x,5", "12,5", "2,6"]))
    #expect(read.batch.lines == ["+1 1, 100", "+1 2, 104"])
    #expect([read.counts.read, read.counts.accepted, read.counts.rejected] == [5, 2, 3])
    #expect(
      read.sides.flatMap(\.batch.lines) == [
        "+1 \\x, 3, 101, format, no pair",
        "+1 \\x782c35, 3, 102, t_id_not_null, id is NULL",
        "+1 \\x31322c35, 3, 103, small, CHECK (id < 10) is false",
      ])
  }

  @Test func `warn lets a row through, fail stops the run with its place`() throws {
    let warned = try reader { $0.checks[0].action = .warn }.read(Lines(lines: ["12,5"]))
    #expect([warned.counts.accepted, warned.counts.warned] == [1, 1])
    #expect(warned.sides.map(\.relation) == [.warnings(table: "t")])
    do {
      _ = try reader { $0.checks[0].action = .fail }.read(Lines(lines: ["1,5", "12,5"]))
      Issue.record("a broken constraint stops the run")
    } catch let failure as ConstraintFailure {
      #expect(failure.partition == 3)
      #expect(failure.offset == 101)
      #expect(failure.rule == "small")
    }
  }

  @Test func `a time too far ahead of the log does not move the watermark`() throws {
    let read = try reader().read(Lines(lines: ["1,150", "2,151"], clock: 100))
    let times = try #require(read.eventTimes)
    #expect([times.words[0], times.words[1]] == [150, .min])
    #expect([read.counts.accepted, read.counts.ahead] == [2, 1])
  }

  @Test func `an infinite event time is a reject`() throws {
    let read = try reader().read(Lines(lines: ["1,\(Int64.max)"]))
    #expect([read.counts.accepted, read.counts.rejected] == [0, 1])
  }

  @Test func `rows of a table with UNIQUE carry what tells copies apart`() throws {
    let read = try reader {
      $0.uniques = [
        UniqueConstraint(name: "u", columns: [0], withinMicroseconds: 9, action: .reject)
      ]
    }.read(Lines(lines: ["1,5", "1,5", "1,6"]))
    let columns = read.batch.columns
    #expect(columns.count == 2 + 6)
    #expect(read.counts.accepted == 0)
    #expect(columns[5].words[0] == columns[5].words[1])
    #expect(columns[5].words[0] != columns[5].words[2])
  }
}
