import Columnar
import Glibc

/// Renders rows of 64-bit columns as JSON objects, one a row, straight into bytes.
///
/// A row's text is a fixed sequence of literals (`{"user_id":`, `,"date":"` …) and values, so rendering is copying.
/// One renderer belongs to one thread.
final class RowBatchRenderer {
  /// How a column's 64-bit values become text.
  enum Kind: Sendable {
    case integer
    /// Microseconds since 1970, written in whole seconds.
    case timestamp
    /// An index into these texts.
    case label([String])
  }

  struct Field: Sendable {
    var name: String
    var kind: Kind
  }

  private enum Value: UInt8 { case integer, timestamp, label }

  private struct Step {
    var literalStart: Int
    var literalCount: Int
    var value: Value
    /// First of this field's entries in `labels`.
    var firstLabel: Int
  }

  /// No row is longer, one replaced value of up to 24 bytes included.
  let maximumRowBytes: Int
  private let fields: [Field]
  private let steps: [Step]
  private let text: Buffer
  private let labels: [(start: Int, count: Int)]
  private let timestamps = TimestampWriter()

  init(fields: [Field]) {
    precondition(!fields.isEmpty, "a row has at least one field")
    var bytes: [UInt8] = []
    var steps: [Step] = []
    var labels: [(start: Int, count: Int)] = []
    var longestValues = 0
    for (index, field) in fields.enumerated() {
      let start = bytes.count
      bytes.append(UInt8(ascii: index == 0 ? "{" : ","))
      JSONText.append(field.name, to: &bytes)
      bytes.append(UInt8(ascii: ":"))
      var step = Step(
        literalStart: start, literalCount: bytes.count - start, value: .integer, firstLabel: 0)
      switch field.kind {
      case .integer: longestValues += DecimalDigits.maximumByteCount
      case .timestamp:
        step.value = .timestamp
        longestValues += TimestampWriter.byteCount + 2
      case .label(let texts):
        (step.value, step.firstLabel) = (.label, labels.count)
        for text in texts {
          let start = bytes.count
          JSONText.append(text, to: &bytes)
          labels.append((start, bytes.count - start))
        }
        longestValues += labels[step.firstLabel...].map(\.count).max() ?? 0
      }
      steps.append(step)
    }
    let text = Buffer(byteCount: bytes.count)
    text.pointer(to: UInt8.self).update(from: bytes, count: bytes.count)
    (self.fields, self.steps, self.text, self.labels) = (fields, steps, text, labels)
    maximumRowBytes = steps.map(\.literalCount).reduce(1, +) + longestValues + 24
  }

  /// One pointer a field, each to a value a row.
  typealias Columns = UnsafePointer<UnsafePointer<Int64>>

  /// Renders one row; returns the number of bytes, at most `maximumRowBytes`.
  @inline(__always)
  func render(
    _ columns: Columns, row: Int, to output: UnsafeMutablePointer<UInt8>
  ) -> Int {
    var place = output
    steps.withUnsafeBufferPointer { steps in
      for index in steps.indices {
        place = copyLiteral(steps[index], to: place)
        place = renderValue(steps[index], columns[index][row], to: place)
      }
    }
    place.pointee = UInt8(ascii: "}")
    return place - output &+ 1
  }

  /// The same row with one field's value replaced by other text, or, where that is nil, with the field left out.
  func render(
    _ columns: Columns, row: Int, replacing field: Int, by replacement: [UInt8]?,
    to output: UnsafeMutablePointer<UInt8>
  ) -> Int {
    precondition(fields.count > 1 || replacement != nil, "a row keeps at least one field")
    precondition(replacement.map { $0.count <= 24 } ?? true, "a replacement has at most 24 bytes")
    var place = output
    for index in steps.indices {
      if index == field && replacement == nil { continue }
      let start = place
      place = copyLiteral(steps[index], to: place)
      if start == output { start.pointee = UInt8(ascii: "{") }
      if index == field, let replacement {
        place.update(from: replacement, count: replacement.count)
        place += replacement.count
      } else {
        place = renderValue(steps[index], columns[index][row], to: place)
      }
    }
    place.pointee = UInt8(ascii: "}")
    return place - output + 1
  }

  @inline(__always)
  private func copyLiteral(
    _ step: Step, to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    memcpy(output, text.base + step.literalStart, step.literalCount)
    return output + step.literalCount
  }

  @inline(__always)
  private func renderValue(
    _ step: Step, _ value: Int64, to output: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<UInt8> {
    switch step.value {
    case .integer: return output + DecimalDigits.write(value, to: output)
    case .timestamp:
      output.pointee = UInt8(ascii: "\"")
      timestamps.write(value, to: output + 1)
      output[TimestampWriter.byteCount &+ 1] = UInt8(ascii: "\"")
      return output + (TimestampWriter.byteCount &+ 2)
    case .label:
      let label = labels[step.firstLabel &+ Int(value)]
      memcpy(output, text.base + label.start, label.count)
      return output + label.count
    }
  }
}
