import Glibc

/// A format of compressed files.
public enum CompressionFormat: Hashable, Sendable {
  case gzip
  case zstandard

  /// The format that a file's first bytes (4 are enough) show; nil where it is neither.
  public init?(magic: some Collection<UInt8>) {
    let first = Array(magic.prefix(4))
    if first.starts(with: [0x1f, 0x8b]) {
      self = .gzip
    } else if first == [0x28, 0xb5, 0x2f, 0xfd] {
      self = .zstandard
    } else {
      return nil
    }
  }
}

/// Pulls the uncompressed bytes of a gzip or Zstandard file out of a file descriptor.
///
/// Files of several members or frames are read as one text. Belongs to one thread at a time; the descriptor stays the
/// caller's to close.
public final class DecompressingReader {
  private let descriptor: Int32
  private let format: CompressionFormat
  private let stage: any DecompressionStage
  private let input: UnsafeMutableRawPointer
  private var inputStart = 0
  private var inputEnd = 0
  private var isAtEnd = false
  private var failure: CompressionError?
  /// Uncompressed bytes given out so far.
  public private(set) var position: Int64 = 0

  private static let inputCapacity = 128 << 10

  public init(descriptor: Int32, format: CompressionFormat) {
    self.descriptor = descriptor
    self.format = format
    input = .allocate(byteCount: DecompressingReader.inputCapacity, alignment: 16)
    stage =
      switch format {
      case .gzip: GzipStage()
      case .zstandard: ZstandardStage()
      }
  }

  deinit { input.deallocate() }

  /// Fills `room` as far as the input goes; the end is a count of 0, never a short count.
  ///
  /// Bytes in front of damage are given out first; then it throws `CompressionError`, on every later call again.
  public func read(into room: UnsafeMutableRawBufferPointer) throws -> Int {
    if let failure { throw failure }
    var filled = 0
    do {
      while filled < room.count, !isAtEnd {
        filled += try step(into: UnsafeMutableRawBufferPointer(rebasing: room[filled...]))
      }
    } catch let error as CompressionError {
      failure = error
      if filled == 0 { throw error }
    }
    position += Int64(filled)
    return filled
  }

  /// The next `count` bytes at most, copied out; empty at the end.
  public func read(upTo count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { room, filled in
      filled = try read(into: UnsafeMutableRawBufferPointer(room))
    }
  }

  /// Reads past `count` bytes; returns how many there were.
  public func skip(_ count: Int64) throws -> Int64 {
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 128 << 10, alignment: 16)
    defer { room.deallocate() }
    var left = count
    while left > 0 {
      let part = UnsafeMutableRawBufferPointer(rebasing: room[..<min(room.count, Int(left))])
      let got = try read(into: part)
      if got == 0 { break }
      left -= Int64(got)
    }
    return count - left
  }

  /// One pass through the stage; returns what it produced.
  private func step(into room: UnsafeMutableRawBufferPointer) throws -> Int {
    if inputStart == inputEnd { try refill() }
    let available = UnsafeRawBufferPointer(start: input + inputStart, count: inputEnd - inputStart)
    if available.isEmpty && !stage.holdsOutput {
      guard stage.isBetweenFrames else {
        throw CompressionError(.truncated, "the \(stage.name) data end too early")
      }
      isAtEnd = true
      return 0
    }
    let (consumed, produced) = try stage.decompress(available, into: room)
    inputStart += consumed
    if consumed == 0 && produced == 0 && available.isEmpty {
      throw CompressionError(.truncated, "the \(stage.name) data end too early")
    }
    return produced
  }

  private func refill() throws {
    while true {
      let got = Glibc.read(descriptor, input, DecompressingReader.inputCapacity)
      if got >= 0 {
        inputStart = 0
        inputEnd = got
        return
      }
      let code = errno
      if code == EINTR { continue }
      throw CompressionError(.unreadable, String(cString: strerror(code)))
    }
  }
}

/// One format's decoder, fed piece by piece.
protocol DecompressionStage: AnyObject {
  var name: String { get }
  /// At least one frame was read and no other has begun.
  var isBetweenFrames: Bool { get }
  /// The last call filled its room, so more may come without more input.
  var holdsOutput: Bool { get }
  func decompress(
    _ input: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer
  ) throws -> (consumed: Int, produced: Int)
}
