import Dataflow
import Glibc

/// What comes before a file's first record: a byte order mark and, in CSV, the header.
struct FileHead {
  var bodyStart: Int64 = 0
  var header: [UInt8] = []

  /// Nil where the file has no whole header yet; `isWhole` says that no more of it will come.
  ///
  /// Throws: `ConnectorError.failed` where the header is longer than the line limit.
  init?(_ file: OpenFile, _ splitter: RecordSplitter, isWhole: Bool) throws {
    var wanted = 4 << 10
    while true {
      let block = RecordBlock(capacity: wanted)
      // A stream of its own: it reads a compressed file from its descriptor's place.
      block.byteCount = try ByteStream(try OpenFile(file.path)).read(
        into: UnsafeMutableRawBufferPointer(start: block.bytes, count: wanted))
      block.seal()
      let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
      let start =
        block.byteCount >= 3 && memcmp(block.bytes, mark, 3) == 0 ? 3 : 0
      bodyStart = Int64(start)
      guard case .csv(_, _, true) = splitter.shape else { return }
      let isEnd = block.byteCount < wanted
      let next = splitter.split(
        block, from: start, to: block.byteCount, origin: 0, rowLimit: 1, isFinal: isEnd && isWhole)
      if block.count == 1 {
        header = Array(block.slice(0))
        bodyStart = Int64(next)
        return
      }
      if isEnd {
        if isWhole { return }
        return nil
      }
      guard wanted <= splitter.lineLimit else {
        throw ConnectorError(.failed, "\(file.path): the header is longer than line_limit allows")
      }
      wanted *= 4
    }
  }
}
