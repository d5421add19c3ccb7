import TestSupport
import Testing

@testable import Columnar

@Suite struct ArrayEncodingTests {
  private static let elements: [DataType] = [
    .boolean, .smallint, .bigint, .real, .double, .numeric, .text, .bytea, .date, .time,
    .timestamp, .interval, .uuid, .jsonb,
  ]

  /// Values as SQL orders them: NULL last.
  private func order(_ left: Value, _ right: Value) -> Int {
    switch (left.isNull, right.isNull) {
    case (true, true): 0
    case (true, false): 1
    case (false, true): -1
    case (false, false): SQLOrder.compare(left, right).signum()
    }
  }

  private func order(_ left: [Value], _ right: [Value]) -> Int {
    for (left, right) in zip(left, right) {
      let order = order(left, right)
      if order != 0 { return order }
    }
    return (left.count - right.count).signum()
  }

  private func order(_ left: [UInt8], _ right: [UInt8]) -> Int {
    left.withUnsafeBufferPointer { left in
      right.withUnsafeBufferPointer { SQLOrder.compare(left, $0).signum() }
    }
  }

  private func isValid(_ bytes: some Collection<UInt8>, _ element: DataType) -> Bool {
    Array(bytes).withUnsafeBufferPointer { ArrayEncoding.isValid($0, element) }
  }

  private func randomArray(_ element: DataType, _ generator: inout SeededGenerator) -> [Value] {
    (0..<Int.random(in: 0...3, using: &generator)).map { _ in
      // Few different values, so that beginnings are often equal; zero bytes among them.
      if element == .bytea || element == .text {
        return .bytes(
          (0..<Int.random(in: 0...3, using: &generator)).map { _ in
            [0, 1, 2, 97, 255].randomElement(using: &generator) ?? 0
          })
      }
      return randomValue(element, &generator)
    }
  }

  @Test(arguments: elements, 1...8)
  func `bytes of arrays are ordered and equal as the arrays are`(element: DataType, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    let arrays = (0..<60).map { _ in randomArray(element, &generator) }
    let encoded = arrays.map { ArrayEncoding.array($0) }
    for (left, leftBytes) in zip(arrays, encoded) {
      for (right, rightBytes) in zip(arrays, encoded) {
        #expect(order(left, right) == order(leftBytes, rightBytes), "\(left) and \(right)")
      }
    }
  }

  @Test(arguments: elements, 1...8)
  func `elements come back equal and damaged bytes are told`(element: DataType, seed: UInt64) {
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<40 {
      let values = randomArray(element, &generator)
      let bytes = ArrayEncoding.array(values)
      let back = bytes.withUnsafeBufferPointer { ArrayEncoding.values(of: $0, element) }
      #expect(order(values, back) == 0)
      #expect(isValid(bytes, element))
      for cut in 1..<max(bytes.count, 1) where isValid(bytes.prefix(cut), element) {
        // What is left is a beginning of whole elements.
        let rest = Array(bytes.prefix(cut)).withUnsafeBufferPointer {
          ArrayEncoding.values(of: $0, element)
        }
        #expect(rest.count < values.count)
      }
      guard !bytes.isEmpty else { continue }
      var damaged = bytes
      damaged[Int.random(in: 0..<bytes.count, using: &generator)] ^= 1
      if isValid(damaged, element) {
        let again = damaged.withUnsafeBufferPointer { ArrayEncoding.values(of: $0, element) }
        #expect(ArrayEncoding.array(again) == damaged)
      }
    }
  }

  @Test func `numbers at their limits come back`() throws {
    let limits: [Value] = try [
      "0", "-0.000000000000000000000000000000000001", "999999999999999999999999999999999999",
      "-999999999999999999999999999999999999", "-0.999999999999999999999999999999999999",
      "123456789012345678.123456789012345678", "-1.5",
    ].map { .decimal(try Decimal($0)) }
    let bytes = ArrayEncoding.array(limits)
    let back = bytes.withUnsafeBufferPointer { ArrayEncoding.values(of: $0, .numeric) }
    #expect(order(limits, back) == 0)
    #expect(isValid(bytes, .numeric))
    let doubles: [Value] = [
      .double(-.infinity), .double(-1e308), .double(-0x1p-1074), .double(-0.0), .double(0x1p-1074),
      .double(.infinity), .double(.nan), .null,
    ]
    let encoded = doubles.map { ArrayEncoding.array([$0]) }
    for (left, right) in zip(encoded, encoded.dropFirst()) { #expect(order(left, right) < 0) }
  }

  @Test func `numerics have their declared scale`() throws {
    let bytes = ArrayEncoding.array([.decimal(try Decimal("1.10")), .decimal(try Decimal("2"))])
    let text = { (type: DataType) in TextOutput().text(.bytes(bytes), .array(type)) }
    #expect(text(.numeric(precision: 10, scale: 2)) == "{1.10,2.00}")
    #expect(text(.numeric) == "{1.1,2}")
  }
}
