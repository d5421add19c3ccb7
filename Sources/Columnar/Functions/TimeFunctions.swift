/// Functions over dates, times and intervals.
enum TimeFunctions {
  static func definitions(zone: Zone) -> [FunctionDefinition] {
    [
      FunctionDefinition(
        "date_trunc", .time,
        "A time cut to a unit: microsecond … second, minute, hour, day, week, month, quarter, year, decade, century, millennium.",
        example: "date_trunc('hour', timestamp '2021-11-30 12:34:56')", "2021-11-30 12:00:00",
        truncations(zone)),
      FunctionDefinition(
        "extract", .time,
        "A field as an exact number: year, month, day, hour, minute, second, dow, isodow, doy, week, quarter, epoch, ….",
        example: "extract(second FROM time '10:11:12.5')", "12.500000",
        fieldTypes.map { field("extract", $0, .numeric, zone) }),
      FunctionDefinition(
        "date_part", .time, "A field as a double; see extract.",
        example: "date_part('dow', date '2021-11-30')", "2",
        fieldTypes.map { field("date_part", $0, .double, zone) }),
      FunctionDefinition(
        "timezone", .time,
        "AT TIME ZONE: a timestamptz's local time there, or the instant of a local time there.",
        example: "timezone('Asia/Kolkata', timestamptz '2021-11-30 00:00:00Z')",
        "2021-11-30 05:30:00",
        [
          atZone(.timestamptz, .timestamp), atZone(.timestamp, .timestamptz),
          TimeSpanFunctions.zoneByInterval(.timestamptz, .timestamp),
          TimeSpanFunctions.zoneByInterval(.timestamp, .timestamptz),
        ]),
    ] + TimeMakingFunctions.definitions(zone: zone) + TimeSpanFunctions.definitions(zone: zone)
  }

  private static let fieldTypes: [DataType] = [
    .date, .time, .timestamp, .timestamptz, .interval,
  ]

  private static func truncations(_ zone: Zone) -> [ScalarFunction] {
    let name = "date_trunc"
    return [
      ScalarFunction(name, [.text, .timestamp], .timestamp) { columns, count, errors in
        let values = columns[1].words
        return units(columns, count, .timestamp, &errors) { row, unit throws(ExpressionError) in
          try unit.truncate(values[row], "timestamp")
        }
      },
      ScalarFunction(name, [.text, .timestamptz], .timestamptz) { columns, count, errors in
        let values = columns[1].words
        return units(columns, count, .timestamptz, &errors) { row, unit throws(ExpressionError) in
          try unit.truncate(values[row], in: zone)
        }
      },
      ScalarFunction(name, [.text, .timestamptz, .text], .timestamptz) { columns, count, errors in
        let values = columns[1].words
        return units(columns, count, .timestamptz, &errors) { row, unit throws(ExpressionError) in
          try unit.truncate(values[row], in: try TimeFunctions.zone(columns[2].slice(row)))
        }
      },
      ScalarFunction(name, [.text, .interval], .interval) { columns, count, errors in
        let values = columns[1].intervals
        var memo = TimeUnitMemo(typeName: "interval")
        return FixedKernels.mapThrowing(
          .interval, count, validity: columns[0].validity, zero: Interval(), &errors
        ) { row throws(ExpressionError) in
          try memo.unit(columns[0].slice(row)).truncate(values[row])
        }
      },
    ]
  }

  @inline(__always)
  private static func units(
    _ columns: [Column], _ count: Int, _ type: DataType, _ errors: inout RowErrors,
    _ body: (Int, TimeUnit) throws(ExpressionError) -> Int64
  ) -> Column {
    var memo = TimeUnitMemo(
      typeName: type == .timestamptz ? "timestamp with time zone" : "timestamp without time zone")
    return FixedKernels.mapThrowing(
      type, count, validity: columns[0].validity, zero: Int64(0), &errors
    ) { row throws(ExpressionError) in try body(row, try memo.unit(columns[0].slice(row))) }
  }

  static func zone(_ name: Bytes) throws(ExpressionError) -> Zone {
    guard let zone = Zone(name.text) else {
      throw ExpressionError("time zone \"\(name.text)\" not recognized")
    }
    return zone
  }

  private static func atZone(_ source: DataType, _ target: DataType) -> ScalarFunction {
    ScalarFunction("timezone", [.text, source], target) { columns, count, errors in
      let values = columns[1].words
      let toLocal = target == .timestamp
      return FixedKernels.mapThrowing(
        target, count, validity: columns[0].validity, zero: Int64(0), &errors
      ) { row throws(ExpressionError) in
        let zone = try zone(columns[0].slice(row))
        return toLocal ? zone.local(fromUTC: values[row]) : zone.utc(fromLocal: values[row])
      }
    }
  }

  static var toTimestamp: ScalarFunction {
    ScalarFunction("to_timestamp", [.double], .timestamptz) { columns, count, errors in
      let values = columns[0].doubles
      return FixedKernels.mapThrowing(
        .timestamptz, count, validity: columns[0].validity, zero: Int64(0), &errors
      ) { row throws(ExpressionError) in
        let seconds = values[row]
        if seconds == .infinity { return Timestamp.infinity }
        if seconds == -.infinity { return Timestamp.minusInfinity }
        if seconds.isNaN { throw ExpressionError("timestamp cannot be NaN") }
        let value = Int64(exactly: (seconds * 1e6).rounded(.toNearestOrEven))
        guard let value, Timestamp.isInRange(value) else {
          var text = Array("timestamp out of range: \"".utf8)
          DoubleText.append(seconds, to: &text)
          throw ExpressionError(String(decoding: text, as: UTF8.self) + "\"")
        }
        return value
      }
    }
  }

  private static func field(
    _ name: String, _ source: DataType, _ result: DataType, _ zone: Zone
  ) -> ScalarFunction {
    ScalarFunction(name, [.text, source], result) { columns, count, errors in
      let extractor = FieldExtractor(type: source, zone: zone)
      // Fields of infinite times are NULL, as in Postgres; so are those of NULLs.
      let builder = ColumnBuilder(result, capacity: count)
      for row in 0..<count {
        if columns[0].isNull(row) || columns[1].isNull(row) {
          builder.appendNull()
          continue
        }
        do throws(ExpressionError) {
          let value = try extractor.value(of: columns[0].slice(row), columns[1], row)
          if let value, result == .double {
            builder.append(double: value.double)
          } else if let value {
            builder.append(decimal: value)
          } else {
            builder.appendNull()
          }
        } catch {
          errors.append(error, row: row)
          builder.appendNull()
        }
      }
      return builder.finish()
    }
  }
}
