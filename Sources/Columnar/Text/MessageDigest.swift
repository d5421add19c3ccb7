import CMessageDigest

/// Cryptographic digests, by libmd.
enum MessageDigest: String, CaseIterable {
  case md5, sha224, sha256, sha384, sha512

  func append(_ data: Bytes, to sink: inout [UInt8]) {
    switch self {
    case .md5:
      var context = MD5_CTX()
      MD5Init(&context)
      MD5Update(&context, data.baseAddress, data.count)
      appendDigest(16, to: &sink) { MD5Final($0, &context) }
    case .sha224:
      // SHA-256 from other initial values (FIPS 180-4, 5.3.2), cut to 28 bytes.
      var context = SHA2_CTX()
      SHA256Init(&context)
      context.state.st32 = (
        0xc105_9ed8, 0x367c_d507, 0x3070_dd17, 0xf70e_5939, 0xffc0_0b31, 0x6858_1511, 0x64f9_8fa7,
        0xbefa_4fa4
      )
      SHA256Update(&context, data.baseAddress, data.count)
      appendDigest(32, to: &sink) { SHA256Final($0, &context) }
      sink.removeLast(4)
    case .sha256:
      var context = SHA2_CTX()
      SHA256Init(&context)
      SHA256Update(&context, data.baseAddress, data.count)
      appendDigest(32, to: &sink) { SHA256Final($0, &context) }
    case .sha384:
      var context = SHA2_CTX()
      SHA384Init(&context)
      SHA384Update(&context, data.baseAddress, data.count)
      appendDigest(48, to: &sink) { SHA384Final($0, &context) }
    case .sha512:
      var context = SHA2_CTX()
      SHA512Init(&context)
      SHA512Update(&context, data.baseAddress, data.count)
      appendDigest(64, to: &sink) { SHA512Final($0, &context) }
    }
  }

  private func appendDigest(
    _ count: Int, to sink: inout [UInt8], _ finish: (UnsafeMutablePointer<UInt8>) -> Void
  ) {
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) { digest in
      guard let base = digest.baseAddress else { return }
      finish(base)
      sink.append(contentsOf: UnsafeBufferPointer(start: base, count: count))
    }
  }
}
