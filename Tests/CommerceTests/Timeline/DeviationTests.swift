import Testing

@testable import Commerce

private let kinds = [
  CorruptionDefinition(name: "cut_line", weight: 3, damage: .cutLine, isRejected: true),
  CorruptionDefinition(
    name: "changed_copy", weight: 1, damage: .changedCopy(fields: [0]), isRejected: true),
]

private func records(
  _ arrivals: Arrivals, minutes: Int, seed: UInt64, disorder: Int64 = 5 * second,
  late: Double = 0.02, actions: [Effect.Action] = []
) -> [PlannedRecord] {
  let scenario = Fixture.scenario(
    populations: [Fixture.population(size: 1_000)],
    streams: [
      Fixture.stream(
        [arrivals], references: [Fixture.reference(skew: .half)], disorder: disorder, late: late,
        duplicates: 0.03, corrupted: 0.04, corruptions: kinds)
    ], actions: actions)
  return Timeline(plain: scenario, seed: seed).ticks(minutes).records()
}

/// Three arrivals of every kind that deviations treat differently.
private let paces: [Arrivals] = [.rate(perSecond: 20), .even(perTick: 1_200)]

@Test(arguments: [0, 1])
func `each share is that of all records`(_ pace: Int) {
  let found = records(paces[pace], minutes: 100, seed: 6)
  let total = Double(found.count)
  if pace == 1 { #expect(found.count == 120_000) }
  let shares: [(Deviation, Double)] = [
    (.late, 0.02), (.duplicate, 0.03), (.corrupted(0), 0.03), (.corrupted(1), 0.01),
  ]
  for (deviation, share) in shares {
    // The first minutes have nothing late.
    let all = deviation == .late ? total * 97.5 / 100 : total
    let count = Double(found.count { $0.deviation == deviation })
    let bound = 4.5 * (all * share * (1 - share)).squareRoot() + (deviation == .late ? 40 : 0)
    #expect((count - all * share).magnitude < bound, "\(deviation): \(count) of \(all)")
  }
}

@Test(arguments: [0, 1])
func `what is late is late, and nothing else is, in any of eight partitions`(_ pace: Int) {
  for partitions in [1, 3, 8] {
    var watermarks = [Int64](repeating: .min / 2, count: partitions)
    var lateCount = 0
    for record in records(paces[pace], minutes: 60, seed: 7) {
      let partition = Int(record.entities[0]) % partitions
      let closes = record.eventTime - record.eventTime % minute + minute
      if case .corrupted = record.deviation { continue }
      let isLate = closes <= watermarks[partition]
      if record.deviation != .duplicate { #expect(isLate == (record.deviation == .late)) }
      lateCount += record.deviation == .late ? 1 : 0
      watermarks[partition] = max(watermarks[partition], record.eventTime - 10 * second)
    }
    #expect(lateCount > 1_000)
  }
}

@Test func `late records of a sparse stream are late, and never before the start`() {
  let found = records(.rate(perSecond: 1 / 60.0), minutes: 6_000, seed: 2, late: 0.2)
  var watermark = Int64.min
  var lateCount = 0
  for record in found {
    #expect(record.eventTime >= monday)
    let closes = record.eventTime - record.eventTime % minute + minute
    if record.deviation == .late {
      lateCount += 1
      #expect(closes <= watermark)
    }
    if case .corrupted = record.deviation { continue }
    watermark = max(watermark, record.eventTime - 10 * second)
  }
  #expect(lateCount > 500)
}

@Test(arguments: [0, 1])
func `a copy repeats a clean record that is not long gone`(_ pace: Int) {
  var clean: [Int64: (place: Int, record: PlannedRecord)] = [:]
  var (cleanCount, distances) = (0, [Int]())
  for record in records(paces[pace], minutes: 100, seed: 11) {
    if record.deviation == .none {
      clean[record.number] = (cleanCount, record)
      cleanCount += 1
    }
    guard record.deviation == .duplicate || record.deviation == .corrupted(1) else { continue }
    guard let original = clean[record.number] else {
      Issue.record("\(record.number) copies no clean record")
      continue
    }
    distances.append(cleanCount - original.place)
    #expect(record.arrival - original.record.arrival <= hour)
    var copy = record
    copy.arrival = original.record.arrival
    copy.deviation = .none
    copy.damageBits = 0
    #expect(copy == original.record)
  }
  #expect(distances.count > 3_000 && distances.allSatisfy { (1...1_000).contains($0) })
  let mean = Double(distances.reduce(0, +)) / Double(distances.count)
  #expect((mean - 500).magnitude < 30)
}

@Test func `what lies more than an hour back is not copied`() {
  let found = records(.even(perTick: 1), minutes: 4_000, seed: 3)
  #expect(found.count == 4_000)
  var clean: [Int64: PlannedRecord] = [:]
  for record in found {
    if record.deviation == .none { clean[record.number] = record }
    if record.deviation == .duplicate {
      #expect(record.arrival - (clean[record.number]?.arrival ?? 0) <= hour)
    }
  }
  let old = records(.rate(perSecond: 1 / 6_000.0), minutes: 15_000, seed: 3)
  #expect(
    old.count > 100
      && Set(old.map(\.number)).count == old.count
        - old.count { record in
          record.deviation == .duplicate || record.deviation == .corrupted(1)
        }
  )
}

@Test func `bursts lie in their windows whole and without deviations`() {
  let burst: Effect.Action = .burst(
    stream: 0, reference: 0, entities: 3, size: 11...20, interval: minute)
  let found = records(.rate(perSecond: 5), minutes: 200, seed: 13, actions: [burst])
  var windows: [Int64: [Int32: [PlannedRecord]]] = [:]
  var copied: Set<Int64> = []
  for record in found {
    if record.deviation == .duplicate { copied.insert(record.number) }
    guard record.burst >= 0 else { continue }
    #expect(record.deviation == .none && record.eventTime == record.arrival / second * second)
    windows[record.eventTime / minute, default: [:]][record.entities[0], default: []]
      .append(record)
  }
  #expect(windows.count == 200)
  var sizes: Set<Int> = []
  for users in windows.values {
    #expect(users.count == 3)
    for (_, records) in users {
      sizes.insert(records.count)
      #expect(records.map(\.burstOrdinal) == (1...Int32(records.count)).map { $0 })
      #expect(records.last.map { $0.eventTime % minute > 45 * second } == true)
      #expect(records.allSatisfy { !copied.contains($0.number) })
    }
  }
  #expect(sizes == Set(11...20))
}

@Test func `versions share the records as their ramps say`() {
  func version(_ name: String, _ from: Int64, _ ramp: Int64, _ share: Double) -> ProducerVersion {
    ProducerVersion(name: name, outputs: [], from: from, ramp: ramp, share: share)
  }
  let scenario = Fixture.scenario(streams: [
    Fixture.stream(
      [.rate(perSecond: 50)],
      versions: [
        version("v1", 0, 0, 1), version("v2", hour, hour, 0.6), version("v3", 2 * hour, 0, 0.3),
      ])
  ])
  let found = Timeline(plain: scenario, seed: 5).ticks(180).records()
  func shares(_ from: Int64, _ to: Int64) -> [Double] {
    let part = found.filter { $0.arrival >= monday + from && $0.arrival < monday + to }
    return (0..<3).map { version in
      Double(part.count { $0.version == version }) / Double(part.count)
    }
  }
  #expect(shares(0, hour) == [1, 0, 0])
  #expect((shares(80 * minute, 100 * minute)[1] - 0.3).magnitude < 0.01)
  for (found, wanted) in zip(shares(2 * hour, 3 * hour), [0.1, 0.6, 0.3]) {
    #expect((found - wanted).magnitude < 0.01)
  }
}
