import CZlib

/// Compresses with zlib, for captures as people keep them.
enum Gzip {
    static func compress(_ bytes: [UInt8]) -> [UInt8] {
        var stream = unsafe z_stream()
        let gzipFormat: Int32 = 15 + 16
        guard
            unsafe deflateInit2_(
                &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzipFormat, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { return [] }
        defer { unsafe deflateEnd(&stream) }
        var input = bytes
        let capacity = Int(unsafe deflateBound(&stream, UInt(bytes.count)))
        return unsafe [UInt8](unsafeUninitializedCapacity: capacity) { output, count in
            unsafe input.withUnsafeMutableBufferPointer { input in
                unsafe stream.next_in = input.baseAddress
                unsafe stream.avail_in = UInt32(input.count)
                unsafe stream.next_out = output.baseAddress
                unsafe stream.avail_out = UInt32(capacity)
                _ = unsafe deflate(&stream, Z_FINISH)
            }
            count = unsafe Int(stream.total_out)
        }
    }
}
