/// Small integers, each in use once at a time.
struct Slots {
    private var free: [Int] = []
    private var count = 0

    mutating func take() -> Int {
        if let reused = free.popLast() { return reused }
        count += 1
        return count - 1
    }

    mutating func release(_ slot: Int) { free.append(slot) }
}
