import DICOMDictionary

/// A set of tags, most often made of tags that ascend already.
struct AscendingTags: Equatable, Sequence {
    private let tags: [Tag]

    init(_ tags: [Tag]) {
        let ascends = zip(tags, tags.dropFirst()).allSatisfy { $0 < $1 }
        self.tags = ascends ? tags : Set(tags).sorted()
    }

    func makeIterator() -> IndexingIterator<[Tag]> { tags.makeIterator() }

    func contains(_ tag: Tag) -> Bool {
        var (low, high) = (0, tags.count)
        while low < high {
            let middle = low + (high - low) / 2
            if tags[middle] < tag { low = middle + 1 } else { high = middle }
        }
        return low < tags.count && tags[low] == tag
    }
}
