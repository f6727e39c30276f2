import CZlib
import Foundation

/// Data in the page for its script: JSON, deflated (RFC 1950) and in base64, for which no character of it needs escaping.
/// Alike as its records are, it takes a tenth of the room.
enum PackedData {
    static let type = "application/zlib"

    static func text(_ json: [UInt8]) -> String { text(packed: deflated(json)) }

    static func text(packed: [UInt8]) -> String { Data(packed).base64EncodedString() }

    static func deflated(_ json: [UInt8]) -> [UInt8] {
        var count = compressBound(uLong(json.count))
        var packed = [UInt8](repeating: 0, count: Int(count))
        // Unsafe: zlib reads and writes within the two buffers whose sizes it is given.
        let status = unsafe packed.withUnsafeMutableBufferPointer { packed in
            unsafe json.withUnsafeBufferPointer { json in
                unsafe compress2(packed.baseAddress, &count, json.baseAddress, uLong(json.count), level)
            }
        }
        return status == Z_OK ? Array(packed.prefix(Int(count))) : []
    }

    /// Quick rather than small.
    private static let level: Int32 = 4
}
