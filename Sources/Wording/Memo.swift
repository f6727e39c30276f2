import Synchronization

/// Answers to questions that are asked over and over, up to a limit; what comes beyond is found each time.
struct Memo<Question: Hashable & Sendable, Answer: Sendable>: ~Copyable, Sendable {
    private let known = Mutex<[Question: Answer]>([:])
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// `find` asks this memo nothing. `keeps` tells whether its answer is worth room.
    func answer(_ question: Question, keeps: (Answer) -> Bool = { _ in true }, _ find: () -> Answer) -> Answer {
        known.withLock { known in
            if let answer = known[question] { return answer }
            let answer = find()
            if known.count < limit, keeps(answer) { known[question] = answer }
            return answer
        }
    }
}
