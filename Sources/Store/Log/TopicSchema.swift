/// The tables of a topic's database file.
///
/// A batch's number holds its partition (upper 19 bits) and first offset (lower 44): a partition's batches lie in order,
/// and need no index beside the table.
enum TopicSchema {
  static let format = FileFormat(
    application: 0x4d69_546f, name: "Millrace topic", version: 1, oldestReadable: 1)
  static let partitionsMax = 1 << 18
  private static let offsetBits: Int64 = 44

  static func number(partition: Int, offset: Int64) -> Int64 {
    Int64(partition) << offsetBits | offset
  }

  static func offset(ofNumber number: Int64) -> Int64 { number & ((1 << offsetBits) - 1) }

  static func create(_ connection: Connection, partitions: Int) throws {
    try connection.execute(
      """
      CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
      CREATE TABLE owner (state_id TEXT NOT NULL, epoch INTEGER NOT NULL);
      CREATE TABLE partitions (
        partition INTEGER PRIMARY KEY, first_offset INTEGER NOT NULL,
        next_offset INTEGER NOT NULL, byte_count INTEGER NOT NULL);
      CREATE TABLE batches (
        number INTEGER PRIMARY KEY, record_count INTEGER NOT NULL,
        first_timestamp INTEGER NOT NULL, last_timestamp INTEGER NOT NULL,
        content_size INTEGER NOT NULL, byte_count INTEGER NOT NULL,
        spans BLOB NOT NULL, content BLOB NOT NULL);
      """)
    try connection.setMeta("topic_id", Array(UniqueID.make().utf8))
    let insert = try connection.prepare("INSERT INTO partitions VALUES (?, 0, 0, 0)")
    for partition in 0..<partitions {
      insert.bind(1, Int64(partition))
      try insert.run()
    }
  }
}
