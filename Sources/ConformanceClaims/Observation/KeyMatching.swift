import DICOMDictionary

/// Whether a match is one (PS3.4 §C.2.2.2), as far as text alone can tell.
enum KeyMatching {
    /// The query asks for one value of a key that is matched letter by letter, and the answer has another.
    static func contradicts(_ wanted: String, _ tag: Tag?, answer: String) -> Bool {
        guard !wanted.isEmpty, !answer.isEmpty, let tag, letterByLetter.contains(tag.dictionaryVR),
            !wanted.contains(where: { "*?\\".contains($0) })
        else { return false }
        // An answer may have several values, one of which matches.
        return !answer.split(separator: "\\").contains { fold($0) == fold(wanted[...]) }
    }

    /// Not names, which may be matched without regard to case, accents or order, nor dates and times, which may be ranges.
    private static let letterByLetter: Set<VR> = [
        .codeString, .uniqueIdentifier, .longString, .shortString, .applicationEntity, .integerString,
    ]

    private static func fold(_ text: Substring) -> String {
        String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
