/// A size as people read it, in the greatest unit of which there is one.
public func byteText(_ bytes: Int) -> String {
  let units = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
  guard let (unit, size) = units.first(where: { bytes >= $0.1 }) else { return "\(bytes) B" }
  let tenths = bytes * 10 / size
  return tenths >= 100 ? "\(tenths / 10) \(unit)" : "\(tenths / 10).\(tenths % 10) \(unit)"
}
