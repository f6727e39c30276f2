import DICOMDataSet
import DICOMDictionary
import RuleExpression

/// Puts stable tokens in the place of patient data: in one run, the same value of the same element always gets the same
/// token, whoever shows it: copies of a mask share their tokens. These are counted in the order in which associations
/// ended, so a capture gives the same ones each time.
public struct PatientMask {
    public let showsPatientData: Bool
    private let tokens = Tokens()

    private final class Tokens {
        var numbers: [String: [String: Int]] = [:]
        var count = 0
        var refused = 0
        /// By prefix, what was met last.
        var latest: [String: String] = [:]
    }

    /// Values beyond this number are all masked alike.
    public static let maximumTokens = 1 << 18
    private let limit: Int

    /// - Parameter tokens: values that get a token of their own; those beyond are all masked alike.
    public init(showsPatientData: Bool, tokens limit: Int = maximumTokens) {
        self.showsPatientData = showsPatientData
        self.limit = limit
    }

    /// How often a value was shown that has no token of its own.
    public var timesWithoutToken: Int { tokens.refused }

    /// What rules show of an identity.
    public func shown(_ identity: Identity) -> String {
        showsPatientData ? identity.text : masked(identity.text, as: identity.kind)
    }

    package func shown(_ text: String, of tag: Tag, _ vr: VR? = nil) -> String {
        let vr = vr ?? tag.dictionaryVR
        return showsPatientData || !PatientData.contains(tag, vr)
            ? text : masked(text, as: PatientData.kind(tag, vr))
    }

    /// `PATIENT-1`, `ID-7`. Nothing stays nothing, and a universal match is no one's name.
    package func masked(_ text: String, as prefix: String) -> String {
        switch number(of: text, as: prefix) {
        case .nobody: text
        case .known(let number): "\(prefix)-\(number)"
        case .refused: "\(prefix)-…"
        }
    }

    private enum Token {
        /// A universal match.
        case nobody
        case known(Int)
        case refused
    }

    /// Gives it its token, to be shown later.
    func meet(_ text: String, as prefix: String) {
        if tokens.latest[prefix] == text { return }
        if case .refused = number(of: text, as: prefix) { return }
        tokens.latest[prefix] = text
    }

    private func number(of text: String, as prefix: String) -> Token {
        // Padding, and empty name components at the end, do not make another person (PS3.5 §6.2.1.2).
        var value = text[...]
        while let last = value.unicodeScalars.last, last == " " || last == "^" || last == "=" { value.removeLast() }
        if value.allSatisfy({ $0 == " " || $0 == "*" || $0 == "^" }) { return .nobody }
        let key = String(value)
        if let number = tokens.numbers[prefix]?[key] { return .known(number) }
        guard tokens.count < limit else {
            tokens.refused += 1
            return .refused
        }
        tokens.count += 1
        let number = (tokens.numbers[prefix]?.count ?? 0) + 1
        tokens.numbers[prefix, default: [:]][key] = number
        return .known(number)
    }
}
