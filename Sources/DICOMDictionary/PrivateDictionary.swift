/// Private data elements as vendors publish them, by private creator (PS3.5 §7.8.1). Not part of the standard, hence
/// good for names and for a guess at an implicit VR, never for a verdict.
public enum PrivateDictionary {
    /// `PrivateVocabulary` for one element.
    public static func entry(creator: String, tag: Tag) -> PrivateElementEntry? {
        PrivateVocabulary(creator: creator)?.entry(of: tag)
    }
}
