import DICOMDictionary

/// Testing has a `Tag` of its own.
typealias Tag = DICOMDictionary.Tag
