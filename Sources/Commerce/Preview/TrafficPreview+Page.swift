import CAssets

extension TrafficPreview {
  /// The preview as a page of HTML that needs nothing else: the chart library (Chart.js) stands in it.
  public var page: [UInt8] {
    let template = Self.bytes(millrace_preview_page())
    var page: [UInt8] = []
    var rest = template[...]
    // The library before the data, as they stand in the template: what is filled in is never searched.
    for (mark, filling) in [
      ("/*chart library*/", Self.bytes(millrace_chart_library())), ("/*data*/", data),
    ] {
      guard let place = rest.firstRange(of: Array(mark.utf8)) else {
        preconditionFailure("the page has a place for \(mark)")
      }
      page += rest[..<place.lowerBound]
      page += filling
      rest = rest[place.upperBound...]
    }
    return page + rest
  }

  private static func bytes(_ asset: millrace_asset) -> [UInt8] {
    Array(UnsafeBufferPointer(start: asset.bytes, count: asset.count))
  }

  private var data: [UInt8] {
    let whole = PreviewData.object([
      ("scenario", .text(name)), ("summary", .text(summary)), ("seed", .text(String(seed))),
      (
        "parameters",
        .list(parameters.map { .object([("name", .text($0.name)), ("value", .text($0.text))]) })
      ),
      ("curves", .list(curves.map(\.data))), ("streams", .list(streams.map(\.data))),
      ("effects", .list(effects.map(\.data))),
    ])
    var bytes: [UInt8] = []
    whole.append(to: &bytes)
    return bytes
  }
}

extension TrafficPreview.Curve {
  fileprivate var data: PreviewData {
    let panels = panels.map { panel -> PreviewData in
      let lines = panel.lines.map { line -> PreviewData in
        .object([
          ("label", .text(line.label)), ("values", .list(line.values.map { .number($0) })),
        ])
      }
      let title = panel.title.isEmpty ? name : panel.title
      return .object([("title", .text(title)), ("lines", .list(lines))])
    }
    return .object([("name", .text(name)), ("panels", .list(panels))])
  }
}

extension TrafficPreview.Stream {
  fileprivate var data: PreviewData {
    let shares = shares.map { share -> PreviewData in
      let values = share.values.map { value -> PreviewData in
        .object([("label", .text(value.label)), ("count", .number(Double(value.count)))])
      }
      return .object([("field", .text(share.field)), ("values", .list(values))])
    }
    let samples = records.map { PreviewData.text(String(decoding: $0, as: UTF8.self)) }
    return .object([
      ("name", .text(name)), ("records", .number(Double(count))), ("shares", .list(shares)),
      ("samples", .list(samples)),
    ])
  }
}

extension Effect {
  fileprivate var data: PreviewData {
    .object([
      ("kind", .text(kind.rawValue)), ("name", .text(name)), ("strength", .number(strength)),
      ("report", .text(report)),
    ])
  }
}
