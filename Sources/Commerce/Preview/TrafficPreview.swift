/// A look at a scenario before its traffic is made: curves, shares in a sample of its records, and what is planted.
public struct TrafficPreview: Sendable {
  /// One cell's expected records an hour over a plain day of its own zone, in equal steps from midnight on.
  struct Line: Sendable {
    var label: String
    var values: [Double]
  }

  /// Cells that share the first dimensions' values.
  struct Panel: Sendable {
    var title: String
    var lines: [Line]
  }

  struct Curve: Sendable {
    var name: String
    var panels: [Panel]
  }

  /// How often a field has each of its few values.
  struct Share: Sendable {
    var field: String
    /// The most frequent first.
    var values: [(label: String, count: Int)]
  }

  struct Stream: Sendable {
    var name: String
    /// Records looked at.
    var count: Int
    var shares: [Share]
    /// Records as they are written, without newlines.
    var records: [[UInt8]]
  }

  var name: String
  var summary: String
  var seed: UInt64
  var parameters: [(name: String, text: String)]
  var curves: [Curve]
  var streams: [Stream]
  var effects: [Effect]
}

extension TrafficScenario {
  /// Looks at some thousand records of each stream.
  public func preview() -> TrafficPreview {
    TrafficPreview(
      name: scenario.name, summary: scenario.summary, seed: seed, parameters: scenario.parameters,
      curves: scenario.curves.map(\.preview), streams: PreviewSample(scenario, seed: seed).streams,
      effects: scenario.effects)
  }
}

extension CurveDefinition {
  /// Steps of a day that a preview shows.
  static let previewSteps = 96

  fileprivate var preview: TrafficPreview.Curve {
    var panels: [TrafficPreview.Panel] = []
    for cell in cells {
      let title = cell.values.dropLast().map(\.text).joined(separator: ", ")
      let label = cell.values.last?.text ?? name
      let line = TrafficPreview.Line(label: label, values: cell.hourlyRates)
      if panels.last?.title == title {
        panels[panels.count - 1].lines.append(line)
      } else {
        panels.append(TrafficPreview.Panel(title: title, lines: [line]))
      }
    }
    return TrafficPreview.Curve(name: name, panels: panels)
  }
}

extension CurveDefinition.Cell {
  fileprivate var hourlyRates: [Double] {
    let steps = CurveDefinition.previewSteps
    return (0..<steps).map { step in
      let hour = (Double(step) + 0.5) * 24 / Double(steps)
      let shape = bumps.reduce(floor) { $0 + $1.height(at: hour) }
      return shape * base * 3_600
    }
  }
}
