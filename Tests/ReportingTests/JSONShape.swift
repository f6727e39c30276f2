import Foundation

/// What a JSON value must be. Objects may have more members than those named.
indirect enum JSONShape: Sendable {
    case text, number, boolean, anything
    case word(Set<String>)
    case optional(JSONShape)
    case list(JSONShape)
    case object([String: JSONShape])

    /// Where the value is not so, a line each.
    func faults(of value: Any?, at path: String) -> [String] {
        switch self {
        case .anything: return value == nil ? ["\(path) is missing"] : []
        case .optional(let shape):
            if value is NSNull { return [] }
            return shape.faults(of: value, at: path)
        case .text: return value is String ? [] : ["\(path) is no text"]
        case .word(let words):
            guard let word = value as? String, words.contains(word) else { return ["\(path) is no word of its list"] }
            return []
        case .boolean: return Self.isBoolean(value) ? [] : ["\(path) is no boolean"]
        case .number: return value is NSNumber && !Self.isBoolean(value) ? [] : ["\(path) is no number"]
        case .list(let shape):
            guard let list = value as? [Any] else { return ["\(path) is no list"] }
            return list.enumerated().flatMap { shape.faults(of: $1, at: "\(path)[\($0)]") }
        case .object(let members):
            guard let object = value as? [String: Any] else { return ["\(path) is no object"] }
            return members.sorted { $0.key < $1.key }.flatMap { $1.faults(of: object[$0], at: "\(path).\($0)") }
        }
    }

    private static func isBoolean(_ value: Any?) -> Bool {
        guard let number = value as? NSNumber else { return false }
        return unsafe ["c", "B"].contains(String(cString: number.objCType))
    }
}
