import Columnar
import Dataflow

extension StoredView {
  /// Whether what is stored of this view can stay under another definition.
  func hasRows(of other: StoredView) -> Bool {
    name == other.name && fields == other.fields && key == other.key
  }

  /// The definition as the catalogue keeps it; the name has a column of its own.
  func encoded() -> [UInt8] {
    var writer = ByteWriter()
    writer.append(byte: 1)
    writer.append(Field.encode(fields))
    writer.append(optional: key) { $0.append($1) { $0.append($1) } }
    writer.append(optional: historyMicroseconds) { $0.append(optional: $1) { $0.append($1) } }
    writer.append(optional: lateFields) { $0.append(Field.encode($1)) }
    writer.append(byte: keepsRows ? 1 : 0)
    return writer.bytes
  }

  init(name: String, encoded bytes: [UInt8]) throws {
    self = try ByteReader.read(bytes) { reader in
      let version = try reader.byte()
      guard version == 1 else { throw StateDecodingError("a view of version \(version)") }
      let fields = try Field.decode(try reader.blob())
      let key = try reader.optional { try $0.list { Int(try $0.integer()) } }
      guard key?.allSatisfy(fields.indices.contains) ?? true else {
        throw StateDecodingError("a key column that is not there")
      }
      return StoredView(
        name: name, fields: fields, key: key,
        historyMicroseconds: try reader.optional { try $0.optional { try $0.integer() } },
        lateFields: try reader.optional { try Field.decode(try $0.blob()) },
        keepsRows: try reader.byte() == 1)
    }
  }
}
