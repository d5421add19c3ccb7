/// A field of a record or an attribute of an entity.
struct FieldDefinition: Sendable {
  var name: String
  var generator: Generator
  /// The share of records in which it is null.
  var nullShare: Double
  /// Attributes only: µs after which an entity's value is drawn anew, at moments of its own; nil: never.
  var changeInterval: Int64?
}

/// A value that a scenario names.
enum ScenarioValue: Hashable, Sendable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// unscaled ÷ 10^scale.
  case decimal(unscaled: Int64, scale: Int)
  case text(String)
}

/// What a generator reads of the record that it belongs to.
enum Input: Hashable, Sendable {
  /// An earlier field of the same record, or an earlier attribute of the same entity.
  case field(Int)
  /// An attribute of the entity that a reference names, as it was at the record's event time.
  case attribute(reference: Int, attribute: Int)
  /// A level of that entity, behind the record.
  case level(reference: Int, level: Int)
  /// The number of that entity, from 1.
  case entity(reference: Int)
  /// The curve's dimension: the value of the record's cell.
  case dimension(Int)
  /// The journey's state, by name; null where there is none.
  case state
  /// The record's number in its stream, or the entity's in its population; from 1.
  case number
  /// The event's time (of an entity's attribute: the entity's birth), µs.
  case time
}

/// How a field's values are made. Draws depend on (seed, stream or population, number, field) only.
indirect enum Generator: Sendable {
  case constant(ScenarioValue)
  case input(Input)
  /// first + step × (number − 1).
  case sequence(first: Int64, step: Int64)
  /// Uniform, bounds included.
  case integer(ClosedRange<Int64>)
  /// Uniform over unscaled values.
  case decimal(ClosedRange<Int64>, scale: Int)
  /// Rounded to `scale` digits, clamped to the bounds (unscaled).
  case normal(mean: Double, deviation: Double, bounds: ClosedRange<Int64>, scale: Int)
  /// median × e^(spread × normal).
  case logNormal(median: Double, spread: Double, bounds: ClosedRange<Int64>, scale: Int)
  /// Weights above 0 in any scale.
  case choice([Weighted])
  /// True with this probability.
  case flag(Double)
  /// Version 4.
  case uuid
  /// Literals and inputs; an integer is padded with zeros to `width`.
  case template([TemplatePart])
  /// A column of a row of a data table. Draws with the same `row` of one record take the same row.
  case table(TableDraw)
  /// An input's time as text or number.
  case timestamp(Input, TimestampFormat, zone: TimestampZone)
  /// Folded from the left; exact in decimals, rounded half away from zero to `scale`.
  case arithmetic(ArithmeticOperator, [Input], scale: Int)
  /// The first branch whose conditions all hold.
  case conditional([Branch], otherwise: Generator)
  /// The value that stands beside the input's value, else null.
  case lookup(Input, [ScenarioValue: ScenarioValue])

  struct Weighted: Sendable {
    var value: ScenarioValue
    var weight: Double
  }

  struct Branch: Sendable {
    var conditions: [Condition]
    var generator: Generator
  }
}

enum TemplatePart: Sendable {
  case literal(String)
  case input(Input, width: Int)
}

struct TableDraw: Sendable {
  /// Name of a table of `DataTables`, or of the scenario's own.
  var table: String
  var column: String
  /// Only rows whose column equals the input's value.
  var filter: [(column: String, input: Input)]
  /// Draws of the same name in one record (or entity) share a row: a city with its latitude.
  var row: String
}

enum TimestampFormat: String, CaseIterable, Sendable {
  /// 2021-11-30 00:00:00
  case plain
  /// 2021-11-30T00:00:00.000+05:30
  case iso
  /// 2021-11-30
  case date
  /// Numbers since 1970.
  case seconds, milliseconds
}

enum TimestampZone: Sendable {
  case utc
  case named(String)
  /// An input that holds a zone's name, such as an attribute of the customer's city.
  case input(Input)
}

enum ArithmeticOperator: String, CaseIterable, Sendable {
  case add, subtract, multiply, divide
}

/// A test of a record, for branches and effects.
enum Condition: Sendable {
  case equals(Input, [ScenarioValue])
  /// Of a number, bounds included (unscaled at the input's own scale is the evaluator's business).
  case between(Input, Double, Double)
  /// Local time of day in hours, from included, to excluded; the zone is that of the record's cell, else UTC.
  case hour(Double, Double)
  /// 1 Monday … 7 Sunday, local.
  case weekday([Int])
}
