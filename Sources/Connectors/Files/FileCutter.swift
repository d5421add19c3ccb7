import Dataflow

/// Cuts a file into chunks, from a place on.
protocol FileCutter: AnyObject {
  /// The uncompressed place of the file up to which chunks were cut.
  var position: Int64 { get }
  /// The average of the records seen so far; only for bounding epochs.
  var bytesPerRecord: Int { get }
  /// The next chunk, which ends at `end` (a place of the file) at the latest; nil where nothing is there now.
  ///
  /// With a `rowLimit` the chunk holds at most so many records. `isFinal` says that the file will not grow: its last
  /// record needs no line's end.
  func next(rowLimit: Int?, end: Int64, isFinal: Bool) throws -> CutChunk?
}

/// A chunk and the records in it, counted where a row limit was given and estimated elsewhere.
struct CutChunk {
  var chunk: any Chunk
  var records: Int
}

/// The bytes of a chunk where the files are large.
let chunkByteCount = 1 << 20
