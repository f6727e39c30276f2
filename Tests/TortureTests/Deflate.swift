import CZlib

/// Raw deflate streams of nothing but zeros: a thousandth of what they inflate to.
enum Deflate {
    static func zeros(_ count: Int) -> [UInt8] {
        var stream = unsafe z_stream()
        guard
            unsafe deflateInit2_(
                &stream, 9, Z_DEFLATED, -15, 9, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
                == Z_OK
        else { return [] }
        defer { unsafe deflateEnd(&stream) }
        var input = [UInt8](repeating: 0, count: 1 << 16)
        var output = [UInt8](repeating: 0, count: count / 500 + 1024)
        let capacity = output.count
        // Unsafe: zlib reads and writes within the two arrays as long as the closures run.
        let left = unsafe output.withUnsafeMutableBufferPointer { output in
            unsafe stream.next_out = output.baseAddress
            unsafe stream.avail_out = UInt32(capacity)
            unsafe input.withUnsafeMutableBufferPointer { input in
                var left = count
                while left > 0 {
                    let size = min(left, 1 << 16)
                    left -= size
                    unsafe stream.next_in = input.baseAddress
                    unsafe stream.avail_in = UInt32(size)
                    _ = unsafe deflate(&stream, left == 0 ? Z_FINISH : Z_NO_FLUSH)
                }
            }
            return unsafe Int(stream.avail_out)
        }
        return Array(output.prefix(capacity - left))
    }
}
