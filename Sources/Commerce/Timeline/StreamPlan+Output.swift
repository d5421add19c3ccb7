extension StreamPlan {
  /// A copy's original is one of so many clean records before it …
  static let copyDistance = 1_000
  /// … and came at most so many µs before.
  static let copyAge: Int64 = 3_600_000_000
  /// So many records back, every partition has had a record since.
  static let lateDistance = 256
  /// A late record's time lies at most so many seconds before the end of the newest closed window.
  private static let mostLateSeconds: Int64 = 300

  /// Numbers the records in their order.
  func number() {
    guard deviations.hasCopies else {
      for row in order {
        records.numbers.base[Int(row)] = nextNumber
        nextNumber &+= 1
      }
      return
    }
    for row in order where !takesPlaceOfRecord(row) {
      records.numbers.base[Int(row)] = nextNumber
      nextNumber &+= 1
    }
  }

  /// Whether a record of even arrivals gives its place to a copy.
  func takesPlaceOfRecord(_ row: Int32) -> Bool {
    deviations.isCopy(records.deviations.base[Int(row)])
      && records.origins.base[Int(row)] == PlannedRecords.Origin.even.rawValue
  }

  /// Even arrivals are exactly so many: where there is nothing to copy yet, the record is a record.
  func keepPlacesWithoutOriginal() {
    guard deviations.hasCopies else { return }
    var newest = historyCount > 0 ? records.arrivals.base[historyCount - 1] : Int64.min / 2
    for row in order {
      let arrival = records.arrivals.base[Int(row)]
      if takesPlaceOfRecord(row) && arrival - newest > StreamPlan.copyAge {
        records.deviations.base[Int(row)] = DeviationDraws.none
      }
      if isClean(row) { newest = arrival }
    }
  }

  /// The tick's records with all that is odd about them; what later copies need is kept.
  func finish() -> [EventBlock] {
    var output = PlannedOutput()
    if deviations.hasDeviations {
      arrange(into: &output)
    } else {
      output.rows = order
    }
    let blocks = stride(from: 0, to: output.rows.count, by: EventBlock.largestCount).map { first in
      block(output, first..<min(first + EventBlock.largestCount, output.rows.count))
    }
    keepHistory(output)
    return blocks
  }

  /// These records of the tick as they are planned so far, before anything is granted.
  func block(_ rows: ArraySlice<Int32>) -> EventBlock {
    var planned = block(PlannedOutput(rows: Array(rows)), 0..<rows.count)
    planned.granted = []
    return planned
  }

  /// A clean record can be copied: bursts are planted, and stay what they are.
  private func isClean(_ row: Int32) -> Bool {
    records.deviations.base[Int(row)] == DeviationDraws.none
      && records.origins.base[Int(row)] != PlannedRecords.Origin.burst.rawValue
  }

  private func arrange(into output: inout PlannedOutput) {
    output.clean = Array(0..<Int32(historyCount))
    let codes = records.deviations.base
    output.reserve(order.count)
    for row in order {
      let code = codes[Int(row)]
      if code == DeviationDraws.none {
        output.append(row, place: row, code)
        if isClean(row) { output.clean.append(row) }
      } else if code == DeviationDraws.late {
        arrangeLate(row, &output)
      } else if deviations.isCopy(code) {
        arrangeCopy(row, code, &output)
      } else {
        output.append(row, place: row, code)
      }
    }
  }

  private func arrangeLate(_ row: Int32, _ output: inout PlannedOutput) {
    guard let time = lateTime(row, output) else {
      records.deviations.base[Int(row)] = DeviationDraws.none
      output.append(row, place: row, DeviationDraws.none)
      output.clean.append(row)
      return
    }
    records.eventTimes.base[Int(row)] = time
    output.append(row, place: row, DeviationDraws.late)
  }

  private func arrangeCopy(
    _ row: Int32, _ code: DeviationDraws.Code, _ output: inout PlannedOutput
  ) {
    if !takesPlaceOfRecord(row) {
      records.deviations.base[Int(row)] = DeviationDraws.none
      output.append(row, place: row, DeviationDraws.none)
      if isClean(row) { output.clean.append(row) }
    }
    if let original = original(of: row, output) { output.append(original, place: row, code) }
  }

  private func original(of row: Int32, _ output: PlannedOutput) -> Int32? {
    guard let newest = output.clean.last else { return nil }
    let oldest = records.arrivals.base[Int(row)] - StreamPlan.copyAge
    let distance = Int64(min(output.clean.count, StreamPlan.copyDistance))
    let back = copyDraws.bits(of: records.keys.base[Int(row)]).scaled(below: distance)
    let drawn = output.clean[output.clean.count - 1 - Int(back)]
    if records.arrivals.base[Int(drawn)] >= oldest { return drawn }
    return records.arrivals.base[Int(newest)] >= oldest ? newest : nil
  }

  /// A time behind the end of the newest window that is closed in every partition; nil where that would be before
  /// the scenario's start or before someone came.
  private func lateTime(_ row: Int32, _ output: PlannedOutput) -> Int64? {
    let second = CivilTime.microsecondsPerSecond
    let place = output.rows.count - StreamPlan.lateDistance
    let reached: Int64
    if place >= 0 {
      reached = records.arrivals.base[Int(output.places[place])]
    } else if latestArrivals.count + place >= 0 {
      reached = latestArrivals[latestArrivals.count + place]
    } else {
      return nil
    }
    let passed = reached - definition.watermark - definition.disorder - 2 * second
    let window = max(definition.window, second)
    let closed = CivilTime.floorDivide(passed, window) * window
    let seconds = min(StreamPlan.mostLateSeconds, (closed - scenario.start) / second)
    guard seconds > 0 else { return nil }
    let bits = damage.bits(of: records.keys.base[Int(row)])
    let time = closed - (1 + bits.scaled(below: seconds)) * second
    let isKnown = zip(references, records.entities).allSatisfy { reference, column in
      let entity = column.base[Int(row)]
      return entity < 0 || reference.population.birth(of: Int(entity)) <= time
    }
    return isKnown ? time : nil
  }

  private func block(_ output: PlannedOutput, _ range: Range<Int>) -> EventBlock {
    var block = EventBlock(stream: index)
    output.rows.withUnsafeBufferPointer { all in
      let rows = UnsafeBufferPointer(rebasing: all[range])
      block.numbers = records.numbers.gathered(rows)
      block.eventTimes = records.eventTimes.gathered(rows)
      block.cells = records.cells.gathered(rows)
      block.curves = records.curves.gathered(rows)
      block.journeys = records.journeys.gathered(rows)
      block.states = records.states.gathered(rows)
      block.entities = records.entities.map { $0.gathered(rows) }
      block.levels = records.levels.map { $0.map { $0?.gathered(rows) ?? [] } }
      if definition.consumption != nil { block.granted = records.granted.gathered(rows) }
      block.versions = records.versions.gathered(rows)
      block.bursts = records.bursts.gathered(rows)
      block.burstOrdinals = records.burstOrdinals.gathered(rows)
    }
    let places = output.codes.isEmpty ? output.rows : output.places
    places.withUnsafeBufferPointer { places in
      block.arrivals = records.arrivals.gathered(UnsafeBufferPointer(rebasing: places[range]))
    }
    block.deviations = [Deviation](repeating: .none, count: range.count)
    block.damageBits = [UInt64](repeating: 0, count: range.count)
    if !output.codes.isEmpty { addDeviations(output, range, to: &block) }
    return block
  }

  private func addDeviations(
    _ output: PlannedOutput, _ range: Range<Int>, to block: inout EventBlock
  ) {
    for (record, place) in range.enumerated() where output.codes[place] != DeviationDraws.none {
      block.deviations[record] = deviations.deviation(output.codes[place])
      block.damageBits[record] = damage.bits(of: records.keys.base[Int(output.places[place])])
    }
  }

  private func keepHistory(_ output: PlannedOutput) {
    if deviations.hasDeviations {
      let newest = output.places.suffix(StreamPlan.lateDistance)
      latestArrivals += newest.map { records.arrivals.base[Int($0)] }
      latestArrivals.removeFirst(max(0, latestArrivals.count - StreamPlan.lateDistance))
    }
    let kept = deviations.hasCopies ? Array(output.clean.suffix(StreamPlan.copyDistance)) : []
    records.keep(kept)
    historyCount = kept.count
    order = []
  }
}

/// A tick's records in the order in which they come: rows may come twice.
struct PlannedOutput {
  /// Which record's content it is …
  var rows: [Int32] = []
  /// … and which record's place it has, by arrival and draws; empty where no deviations are drawn.
  var places: [Int32] = []
  var codes: [DeviationDraws.Code] = []
  /// Rows that may be copied, the newest last.
  var clean: [Int32] = []

  mutating func reserve(_ count: Int) {
    rows.reserveCapacity(count + count / 16)
    places.reserveCapacity(count + count / 16)
    codes.reserveCapacity(count + count / 16)
    clean.reserveCapacity(clean.count + count)
  }

  mutating func append(_ row: Int32, place: Int32, _ code: DeviationDraws.Code) {
    rows.append(row)
    places.append(place)
    codes.append(code)
  }
}
