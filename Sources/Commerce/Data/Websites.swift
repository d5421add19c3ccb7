/// Shops on the web; all invented.
enum Websites {
  static let table = DataTable(
    name: "websites", columns: [("website", .text), ("country", .text), ("weight", .weight)],
    text: """
      bazaarly.example|United States|30
      cartopia.example|United States|25
      basketwise.example|United States|15
      dealharbor.example|United States|10
      mercadillo.example|Mexico|20
      tienda-azul.example|Mexico|12
      lacanasta.example|Mexico|8
      pandabuy.example|China|24
      wanhuo.example|China|20
      haomai.example|China|14
      """)
}
