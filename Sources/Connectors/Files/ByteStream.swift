import Compression
import Dataflow

/// The uncompressed bytes of a file, from its beginning to its end.
final class ByteStream {
  private let file: OpenFile
  private let reader: DecompressingReader?
  /// The next place of an uncompressed file.
  private var position: Int64 = 0

  /// By the file's first bytes, whatever its name ends in.
  static func format(_ file: OpenFile) throws(ConnectorError) -> CompressionFormat? {
    var magic = [UInt8](repeating: 0, count: 4)
    var got = 0
    do {
      got = try magic.withUnsafeMutableBytes { try file.read(into: $0, at: 0) }
    } catch let error as ConnectorError {
      throw error
    } catch {
      preconditionFailure("reading a file throws connector errors only: \(error)")
    }
    return CompressionFormat(magic: magic[..<got])
  }

  init(_ file: OpenFile) throws(ConnectorError) {
    self.file = file
    reader = try ByteStream.format(file).map {
      DecompressingReader(descriptor: file.descriptor, format: $0)
    }
  }

  var isCompressed: Bool { reader != nil }

  /// Fills `room` as far as the file goes; 0 is its end for now.
  func read(into room: UnsafeMutableRawBufferPointer) throws(ConnectorError) -> Int {
    guard let reader else {
      let got = try file.read(into: room, at: position)
      position += Int64(got)
      return got
    }
    do {
      return try reader.read(into: room)
    } catch {
      throw failure(error)
    }
  }

  /// Goes on behind `count` bytes.
  func skip(_ count: Int64) throws(ConnectorError) {
    guard let reader else {
      position += count
      return
    }
    var skipped: Int64 = 0
    do {
      skipped = try reader.skip(count)
    } catch {
      throw failure(error)
    }
    if skipped < count {
      throw ConnectorError(.changedInput, "\(file.path) is shorter than when it was read")
    }
  }

  private func failure(_ error: any Error) -> ConnectorError {
    let reason = (error as? CompressionError)?.reason ?? "\(error)"
    return ConnectorError(
      .failed, "cannot read \(file.path): \(reason)",
      help: "replace the file by a whole one, or move it out of the input")
  }
}
