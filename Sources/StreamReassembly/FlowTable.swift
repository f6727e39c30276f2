/// Finds the connection of a segment: open addressing with linear probing, keyed by both endpoints in either order.
struct FlowTable {
    struct Match {
        var entry: Int
        /// Relative to the key the entry was made with.
        var direction: StreamDirection
    }

    /// The upper half of the hash and the entry's number plus 1; 0 is a free place.
    private var places = [UInt64](repeating: 0, count: 64)
    private var keys: [FlowKey] = []
    private var connections: [TCPConnection?] = []
    private var free: [Int] = []
    private var latest = 0
    private let seed: UInt64

    init(seed: UInt64 = .random(in: .min ... .max)) {
        self.seed = seed
    }

    var count: Int { keys.count - free.count }
    /// All entries, free ones included, are below it.
    var entryCount: Int { keys.count }

    subscript(entry: Int) -> TCPConnection? { connections[entry] }

    mutating func find(_ key: FlowKey) -> Match? {
        if latest < keys.count, let match = match(key, latest) { return match }
        let hash = key.hash(seed: seed)
        var place = home(of: hash)
        while places[place] != 0 {
            if places[place] &>> 32 == hash &>> 32, let match = match(key, entryNumber(at: place)) {
                latest = match.entry
                return match
            }
            place = next(place)
        }
        return nil
    }

    mutating func insert(_ connection: TCPConnection, key: FlowKey) -> Int {
        if (count + 1) * 4 > places.count * 3 { grow() }
        let number: Int
        if let reused = free.popLast() {
            number = reused
            keys[number] = key
            connections[number] = connection
        } else {
            number = keys.count
            keys.append(key)
            connections.append(connection)
        }
        occupy(key.hash(seed: seed), number)
        latest = number
        return number
    }

    /// Another connection between the same endpoints, perhaps opened from the other side.
    mutating func replace(_ number: Int, by connection: TCPConnection, key: FlowKey) {
        keys[number] = key
        connections[number] = connection
    }

    mutating func remove(_ number: Int) {
        guard connections[number] != nil else { return }
        connections[number] = nil
        free.append(number)
        var hole = home(of: keys[number].hash(seed: seed))
        while places[hole] != 0, entryNumber(at: hole) != number { hole = next(hole) }
        guard places[hole] != 0 else { return }
        var place = next(hole)
        while places[place] != 0 {
            let distance = (place &- home(of: keys[entryNumber(at: place)].hash(seed: seed))) & (places.count - 1)
            if distance >= (place &- hole) & (places.count - 1) {
                places[hole] = places[place]
                hole = place
            }
            place = next(place)
        }
        places[hole] = 0
        keys[number] = .none
    }

    private func match(_ key: FlowKey, _ number: Int) -> Match? {
        let known = keys[number]
        if key.isSame(as: known) { return Match(entry: number, direction: .fromInitiator) }
        return key.isReverse(of: known) ? Match(entry: number, direction: .fromResponder) : nil
    }

    private func home(of hash: UInt64) -> Int { Int(truncatingIfNeeded: hash) & (places.count - 1) }
    private func next(_ place: Int) -> Int { (place &+ 1) & (places.count - 1) }
    private func entryNumber(at place: Int) -> Int { Int(places[place] & 0xFFFF_FFFF) &- 1 }

    private mutating func occupy(_ hash: UInt64, _ number: Int) {
        var place = home(of: hash)
        while places[place] != 0 { place = next(place) }
        places[place] = (hash &>> 32) &<< 32 | UInt64(number + 1)
    }

    private mutating func grow() {
        places = [UInt64](repeating: 0, count: places.count * 2)
        for (number, connection) in connections.enumerated() where connection != nil {
            occupy(keys[number].hash(seed: seed), number)
        }
    }
}
