import Columnar
import Dataflow

extension Field {
  static func encode(_ fields: [Field]) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(fields) { writer, field in
      writer.append(field.name)
      field.type.encode(into: &writer)
      writer.append(field.nullable)
    }
    return writer.bytes
  }

  static func decode(_ bytes: [UInt8]) throws -> [Field] {
    try ByteReader.read(bytes) { reader in
      try reader.list { reader in
        Field(
          try reader.text(), try DataType(from: &reader, depth: 0),
          nullable: try reader.boolean())
      }
    }
  }
}

extension DataType {
  /// One byte for the type, then its length, precision or element.
  func encode(into writer: inout ByteWriter) {
    switch self {
    case .boolean: writer.append(byte: 1)
    case .smallint: writer.append(byte: 2)
    case .integer: writer.append(byte: 3)
    case .bigint: writer.append(byte: 4)
    case .real: writer.append(byte: 5)
    case .double: writer.append(byte: 6)
    case .numeric(let precision, let scale):
      writer.append(byte: 7)
      writer.append(optional: precision) { $0.append($1) }
      writer.append(optional: scale) { $0.append($1) }
    case .text: writer.append(byte: 8)
    case .varchar(let length):
      writer.append(byte: 9)
      writer.append(length)
    case .bytea: writer.append(byte: 10)
    case .date: writer.append(byte: 11)
    case .time: writer.append(byte: 12)
    case .timestamp: writer.append(byte: 13)
    case .timestamptz: writer.append(byte: 14)
    case .interval: writer.append(byte: 15)
    case .uuid: writer.append(byte: 16)
    case .json: writer.append(byte: 17)
    case .jsonb: writer.append(byte: 18)
    case .array(let element):
      writer.append(byte: 19)
      element.encode(into: &writer)
    }
  }

  init(from reader: inout ByteReader, depth: Int) throws {
    let tag = try reader.byte()
    switch tag {
    case 1: self = .boolean
    case 2: self = .smallint
    case 3: self = .integer
    case 4: self = .bigint
    case 5: self = .real
    case 6: self = .double
    case 7:
      self = .numeric(
        precision: try reader.optional { Int(try $0.integer()) },
        scale: try reader.optional { Int(try $0.integer()) })
    case 8: self = .text
    case 9: self = .varchar(Int(try reader.integer()))
    case 10: self = .bytea
    case 11: self = .date
    case 12: self = .time
    case 13: self = .timestamp
    case 14: self = .timestamptz
    case 15: self = .interval
    case 16: self = .uuid
    case 17: self = .json
    case 18: self = .jsonb
    case 19:
      guard depth < 8 else { throw StateDecodingError("an array type nested too deeply") }
      self = .array(try DataType(from: &reader, depth: depth + 1))
    default: throw StateDecodingError("type number \(tag) is not known")
    }
  }
}
