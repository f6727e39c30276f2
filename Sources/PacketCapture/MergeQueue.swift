import Evidence

/// A binary heap of files by the time of the packet each stands on; ties by the files' order.
struct MergeQueue {
    struct Entry: Comparable {
        var time: Timestamp
        var file: Int

        static func < (left: Entry, right: Entry) -> Bool {
            left.time == right.time ? left.file < right.file : left.time < right.time
        }
    }

    private var entries: [Entry] = []

    var first: Entry? { entries.first }

    mutating func insert(_ entry: Entry) {
        entries.append(entry)
        var child = entries.count - 1
        while child > 0, entries[child] < entries[(child - 1) / 2] {
            entries.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    mutating func replaceFirst(_ entry: Entry) {
        entries[0] = entry
        sink()
    }

    mutating func removeFirst() {
        guard let last = entries.popLast(), !entries.isEmpty else { return }
        replaceFirst(last)
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < entries.count && entries[child] < entries[least]
            {
                least = child
            }
            if least == parent { return }
            entries.swapAt(parent, least)
            parent = least
        }
    }
}
