import TestSupport
import Testing

@testable import millrace

/// What one pipeline writes by PRIMARY KEY another reads by PRIMARY KEY, and both show the same rows.
@Suite struct RoundTripTests {
  /// Groups come, change and go with the sign of their sum.
  private static let writer = """
    CREATE TABLE t (name text, day timestamptz, n bigint)
      WITH (connector = 'files', path = '${dir}/in', format = 'json');
    CREATE MATERIALIZED VIEW names AS SELECT name, sum(n) AS total, count(*) AS n FROM t GROUP BY name HAVING sum(n) > 0;
    CREATE MATERIALIZED VIEW days AS
      SELECT name, day, sum(n)::numeric(20, 2) AS total FROM t GROUP BY name, day HAVING sum(n) <> 0;
    CREATE TABLE names_out (name text PRIMARY KEY, total numeric, n bigint)
      WITH (connector = 'topic', topic = 'names', format = 'json');
    CREATE TABLE days_out (day timestamptz, name text, total numeric(20, 2), PRIMARY KEY (name, day))
      WITH (connector = 'topic', topic = 'days', format = 'json');
    INSERT INTO names_out SELECT * FROM names WHERE name IS NOT NULL;
    INSERT INTO days_out (name, day, total) SELECT * FROM days WHERE name IS NOT NULL AND day IS NOT NULL;
    """

  private static let reader = """
    CREATE TABLE names (name text PRIMARY KEY, total numeric, n bigint)
      WITH (connector = 'topic', topic = 'names', format = 'json');
    CREATE TABLE days (name text, day timestamptz, total numeric(20, 2), PRIMARY KEY (name, day))
      WITH (connector = 'topic', topic = 'days', format = 'json');
    CREATE MATERIALIZED VIEW names_read AS SELECT name, total, n FROM names;
    CREATE MATERIALIZED VIEW days_read AS SELECT name, day, total FROM days;
    CREATE MATERIALIZED VIEW sums AS SELECT count(*) AS n, sum(total) AS total FROM days;
    """

  private func line(_ random: inout SeededGenerator) -> String {
    let names = ["a", "b", "", "ä \\\"q\\\"", "{}", "null", "1"]
    let name = names.randomElement(using: &random) ?? ""
    let n = Int.random(in: -5...5, using: &random)
    let day = Int.random(in: 1...3, using: &random)
    return "{\"name\":\"\(name)\",\"day\":\"2024-01-0\(day) 10:00:00.5Z\",\"n\":\(n)}\n"
  }

  @Test(arguments: [1, 3, 1_000_000])
  func `what is written by key and read by key is the same`(epochRows: Int) throws {
    var random = SeededGenerator()
    let variants = Variant.all.filter { $0.epochRows != Variant.unbounded }
    try Files.withFolder { folder in
      let writing = Variant(workers: 2, epochRows: epochRows, kill: .afterSnapshots)
      let reading = variants.randomElement(using: &random) ?? writing
      let writer = Sandbox(folder: folder, variant: writing, name: "writer")
      let reader = Sandbox(folder: folder, variant: reading, name: "reader")
      for part in 0..<3 {
        let lines = (0..<30).map { _ in line(&random) }.joined()
        try writer.write(lines, input: "in/\(part).json")
        try writer.run(Self.writer)
        try reader.run(Self.reader)
        for (written, read) in [
          ("name, total, n FROM names", "name, total, n FROM names_read"),
          ("name, day, total FROM days", "name, day, total FROM days_read"),
          ("count(*) AS n, sum(total) AS total FROM days", "n, total FROM sums"),
        ] {
          let expected = try writer.answer("SELECT \(written)")
          let answer = try reader.answer("SELECT \(read)")
          #expect(answer == expected, "\(random), epochs of \(epochRows), read by \(reading)")
        }
      }
    }
  }
}
