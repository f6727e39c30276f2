/// Text that nobody vouches for, made fit for one line of a terminal.
public enum PrintableText {
    /// Nothing of it moves the cursor, hides, or turns the text around; characters that would are shown by their numbers.
    public static func oneLine(_ text: String) -> String {
        var line = ""
        for scalar in text.unicodeScalars {
            switch PrintableScalar(scalar, usesUnicode: true) {
            case .shown: line.unicodeScalars.append(scalar)
            case .escaped(let number): line += number
            }
        }
        return line
    }
}
