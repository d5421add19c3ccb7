import Columnar
import Testing

@testable import Commerce

/// The built-in tables hold what scenarios rely on.
struct DataTableTests {
  private func rows(_ name: String) throws -> [[String: ScenarioValue]] {
    let table = try #require(DataTables.table(named: name))
    #expect(table.name == name)
    return (0..<table.count).map { row in
      Dictionary(
        uniqueKeysWithValues: table.columns.map { ($0.name, $0.values[Int($0.codes[row])]) })
    }
  }

  private func counts(_ rows: [[String: ScenarioValue]], by column: String) -> [String: Int] {
    rows.reduce(into: [:]) { counts, row in
      if case .text(let value) = row[column] { counts[value, default: 0] += 1 }
    }
  }

  @Test func `every name has a table without empty texts`() throws {
    for name in DataTables.names {
      let table = try #require(DataTables.table(named: name))
      #expect(table.count > 0 && table.columns.allSatisfy { $0.codes.count == table.count })
      for column in table.columns {
        #expect(!column.values.contains(.null) && !column.values.contains(.text("")))
        #expect(Set(column.values).count == column.values.count)
        for case .text(let text) in column.values {
          #expect(text.first != " " && text.last != " " && !text.contains("  "), "\(text)")
        }
      }
      #expect(table.weights?.allSatisfy { $0 > 0 } ?? true)
    }
    #expect(DataTables.table(named: "nothing") == nil)
  }

  @Test func `cities lie in their countries and zones`() throws {
    let cities = try rows("cities")
    let counts = counts(cities, by: "country")
    #expect(counts["United States"] ?? 0 >= 60)
    #expect(counts["Mexico"] ?? 0 >= 30 && counts["China"] ?? 0 >= 40)
    // Latitudes and longitudes in hundredths of a degree.
    let bounds: [String: (ClosedRange<Int64>, ClosedRange<Int64>)] = [
      "United States": (1_900...7_100, -17_000...(-6_700)),
      "Mexico": (1_450...3_270, -11_710...(-8_670)), "China": (1_800...5_360, 7_350...13_500),
    ]
    var names: Set<String> = []
    for row in cities {
      guard case .text(let country) = row["country"], case .text(let city) = row["city"],
        case .decimal(let latitude, 2) = row["latitude"],
        case .decimal(let longitude, 2) = row["longitude"], case .text(let zone) = row["zone"]
      else {
        Issue.record("\(row)")
        continue
      }
      #expect(bounds[country]?.0.contains(latitude) ?? false, "\(city)")
      #expect(bounds[country]?.1.contains(longitude) ?? false, "\(city)")
      #expect(Zone(zone) != nil, "\(zone)")
      #expect(names.insert("\(country) \(city)").inserted, "\(city) stands twice")
    }
  }

  @Test func `people have the names of their country`() throws {
    let people = try rows("people")
    for (country, count) in counts(people, by: "country") { #expect(count > 3_000, "\(country)") }
    for row in people {
      guard case .text(let name) = row["name"], case .text(let country) = row["country"] else {
        Issue.record("\(row)")
        continue
      }
      let words = name.split(separator: " ").count
      switch country {
      case "China":
        #expect(
          words == 1 && name.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) })
      case "Mexico": #expect(words == 3)
      default: #expect(words == 2)
      }
    }
  }

  @Test func `products have a price in each of eight categories`() throws {
    let products = try rows("products")
    let counts = counts(products, by: "category")
    #expect(counts.count >= 8 && counts.values.allSatisfy { $0 >= 15 })
    for row in products {
      guard case .decimal(let price, 2) = row["price"] else {
        Issue.record("\(row)")
        continue
      }
      #expect(price > 100 && price < 200_000)
    }
  }

  @Test func `a review's stars agree with its sentiment`() throws {
    let reviews = try rows("reviews")
    #expect(Set(reviews.compactMap { $0["text"] }).count == reviews.count && reviews.count >= 1_000)
    let stars: [String: (Int64, Int64)] = [
      "positive": (4, 5), "neutral": (3, 3), "negative": (1, 2),
    ]
    for row in reviews {
      guard case .text(let sentiment) = row["sentiment"],
        case .integer(let from) = row["rating_from"],
        case .integer(let to) = row["rating_to"]
      else {
        Issue.record("\(row)")
        continue
      }
      #expect(stars[sentiment]?.0 == from && stars[sentiment]?.1 == to)
    }
    #expect(counts(reviews, by: "sentiment").values.allSatisfy { $0 >= 300 })
  }
}
