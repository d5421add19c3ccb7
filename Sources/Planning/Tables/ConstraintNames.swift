/// The names of a table's constraints: given ones, else as Postgres makes them.
struct ConstraintNames {
  let table: String
  private(set) var all: [String] = []
  private(set) var notNull: [Int: String] = [:]

  init(table: String) { self.table = table }

  func contains(_ name: String) -> Bool { all.contains(name) }

  /// `events_user_id_check`; a number is added where the name is taken.
  mutating func add(_ given: String?, parts: [String], suffix: String) -> String {
    let base = given ?? ([table] + parts + [suffix]).joined(separator: "_")
    var name = base
    var number = 0
    while given == nil && all.contains(name) {
      number += 1
      name = "\(base)\(number)"
    }
    all.append(name)
    return name
  }

  mutating func add(notNull column: Int, _ columnName: String, given: String?) {
    notNull[column] = add(given, parts: [columnName], suffix: "not_null")
  }
}
