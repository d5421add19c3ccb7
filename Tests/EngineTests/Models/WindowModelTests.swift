import TestSupport
import Testing

@testable import millrace

/// HOP, CUMULATE and SESSION beside an independent model: answers and late rows, at every epoch size and number of
/// workers, whether windows are given once or by their changes.
@Suite struct WindowModelTests {
  private static let variants = [1, 2].flatMap { workers in
    [1, 7, Variant.unbounded].map { Variant(workers: workers, epochRows: $0, kill: .never) }
  }

  /// What a pipeline lays over its rows, in seconds.
  private struct Shape {
    var delay: Int
    var hop: (slide: Int, size: Int, offset: Int)
    var cumulate: (step: Int, size: Int, offset: Int)
    var gap: Int

    static func random(_ random: inout SeededGenerator) -> Shape {
      let slide = Int.random(in: 1...20, using: &random)
      let step = Int.random(in: 1...20, using: &random)
      let size = step * Int.random(in: 1...5, using: &random)
      return Shape(
        delay: Int.random(in: 0...30, using: &random),
        hop: (
          slide, Int.random(in: slide...slide * 4, using: &random),
          Int.random(in: -10...10, using: &random)
        ), cumulate: (step, size, Int.random(in: -10...10, using: &random)),
        gap: Int.random(in: 1...25, using: &random))
    }

    private func seconds(_ count: Int) -> String { "INTERVAL '\(count) seconds'" }

    var pipeline: String {
      let windows = [
        (
          "hop",
          "HOP(events, at, \(seconds(hop.slide)), \(seconds(hop.size)), "
            + "\"offset\" => \(seconds(hop.offset)))", "window_start"
        ),
        (
          "cumulate",
          "CUMULATE(events, at, \(seconds(cumulate.step)), \(seconds(cumulate.size)), "
            + "\"offset\" => \(seconds(cumulate.offset)))", "window_end"
        ), ("session", "SESSION(events, at, \(seconds(gap)), u)", "window_start"),
      ]
      var text = """
        CREATE TABLE events (id bigint, u bigint, at timestamp) WITH (connector = 'files',
          path = '${dir}/in', format = 'json', partition_by = 'file', timestamp_unit = 's',
          event_time = 'at', watermark = '\(delay) seconds');\n
        """
      for (name, window, key) in windows {
        for emit in ["final", "changes"] {
          text += """
            CREATE MATERIALIZED VIEW \(name)_\(emit) WITH (emit = '\(emit)') AS
            SELECT u, window_start, window_end, count(*) AS n, sum(id) AS ids, min(id) AS least
            FROM \(window) GROUP BY u, \(key);\n
            """
        }
      }
      return text
    }

    func expected(_ model: WindowModel) -> [String: (answer: [[Int]], late: [[Int]])] {
      [
        "hop": model.hop(slide: hop.slide, size: hop.size, offset: hop.offset),
        "cumulate": model.cumulate(
          step: cumulate.step, size: cumulate.size, offset: cumulate.offset),
        "session": model.sessions(gap: gap),
      ]
    }
  }

  private func check(
    _ shape: Shape, _ partitions: [[WindowModel.Row]], variants: [Variant], _ comment: String
  ) throws {
    let expected = shape.expected(WindowModel(partitions: partitions, delay: shape.delay))
    for variant in variants {
      try Files.withFolder { folder in
        let sandbox = Sandbox(folder: folder, variant: variant)
        for (number, rows) in partitions.enumerated() {
          let lines = rows.map { "{\"id\":\($0.id),\"u\":\($0.user),\"at\":\($0.time)}\n" }
          try sandbox.write(lines.joined(), input: "in/\(number).jsonl")
        }
        try sandbox.run(shape.pipeline)
        let answers = try answers(sandbox)
        for (number, view) in WindowModelTests.views.enumerated() {
          let place: Comment = "\(view), \(variant), \(shape), \(comment)"
          let model = expected[String(view.prefix { $0 != "_" })] ?? ([], [])
          #expect(answers[number * 2] ?? [] == model.answer, place)
          #expect(answers[number * 2 + 1] ?? [] == model.late.map { $0 + [0] }, place)
        }
      }
    }
  }

  private static let views = ["hop", "cumulate", "session"].flatMap { name in
    ["final", "changes"].map { "\(name)_\($0)" }
  }

  /// What every view holds, and what was late for it, by one query.
  private func answers(_ sandbox: Sandbox) throws -> [Int: [[Int]]] {
    let epoch = { (column: String) in "CAST(extract(epoch FROM \(column)) AS bigint)" }
    let bounds = "\(epoch("window_start")), \(epoch("window_end"))"
    let selects = WindowModelTests.views.enumerated().flatMap { number, view in
      [
        "SELECT \(number * 2) AS part, u, \(bounds), n, ids FROM \(view)",
        "SELECT \(number * 2 + 1), id, \(bounds), \(epoch("late_by")), 0 FROM \(view).late",
      ]
    }
    let lines = try sandbox.answer(selects.joined(separator: " UNION ALL ")).split(separator: "\n")
    var answers: [Int: [[Int]]] = [:]
    for line in lines.dropFirst(2) {
      let numbers = line.split(separator: "|").map { Int($0.filter { $0 != " " }) ?? Int.min }
      answers[numbers[0], default: []].append(Array(numbers.dropFirst()))
    }
    return answers.mapValues { $0.sorted(by: <) }
  }

  @Test func `every order of arrival gives the model's answers`() throws {
    let shape = Shape(delay: 10, hop: (5, 15, 1), cumulate: (5, 20, 2), gap: 6)
    let rows = [0, 4, 9, 16, 24].enumerated().map {
      WindowModel.Row(id: $0.offset + 1, user: $0.offset == 2 ? 2 : 1, time: $0.element)
    }
    for (number, order) in permutations(rows).enumerated() {
      let variant = WindowModelTests.variants[number % WindowModelTests.variants.count]
      try check(shape, [order], variants: [variant], "\(order.map(\.time))")
    }
  }

  @Test func `random rows of several partitions give the model's answers`() throws {
    for _ in 0..<6 {
      var random = SeededGenerator()
      let shape = Shape.random(&random)
      var id = 0
      let partitions = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        (0..<Int.random(in: 1...60, using: &random)).map { place -> WindowModel.Row in
          id += 1
          return WindowModel.Row(
            id: id, user: Int.random(in: 1...3, using: &random),
            time: 1000 + place * 3 - Int.random(in: 0...60, using: &random))
        }
      }
      try check(shape, partitions, variants: WindowModelTests.variants, "\(random)")
    }
  }

  /// Gap 5 minutes, delay 10 minutes, rows at 10:00, 10:16 and 10:04:30.
  @Test func `a row behind the watermark joins no session, at any epoch size`() throws {
    let shape = Shape(delay: 600, hop: (300, 600, 0), cumulate: (300, 600, 0), gap: 300)
    let rows = [36_000, 36_960, 36_270].enumerated().map {
      WindowModel.Row(id: $0.offset + 1, user: 1, time: $0.element)
    }
    let model = WindowModel(partitions: [rows], delay: 600).sessions(gap: 300)
    #expect(model.answer == [[1, 36_000, 36_300, 1, 1], [1, 36_960, 37_260, 1, 2]])
    #expect(model.late == [[3, 36_270, 36_570, 90]])
    try check(shape, [rows], variants: WindowModelTests.variants, "the counter-example")
  }
}

private func permutations<T>(_ values: [T]) -> [[T]] {
  if values.count <= 1 { return [values] }
  return values.indices.flatMap { index -> [[T]] in
    var rest = values
    let first = rest.remove(at: index)
    return permutations(rest).map { [first] + $0 }
  }
}
