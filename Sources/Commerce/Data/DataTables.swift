/// The tables that every scenario can draw from; each is built when it is first asked for.
enum DataTables {
  static let names = [
    "cities", "logs", "payment_failures", "people", "products", "reviews", "streets", "websites",
  ]

  /// Nil where there is no table of that name.
  static func table(named name: String) -> DataTable? {
    switch name {
    case "cities": Cities.table
    case "logs": ServiceLogs.table
    case "payment_failures": PaymentFailures.table
    case "people": People.table
    case "products": Products.table
    case "reviews": Reviews.table
    case "streets": Streets.table
    case "websites": Websites.table
    default: nil
    }
  }
}
