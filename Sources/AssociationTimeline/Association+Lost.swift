extension Association {
    /// The request can have been sent without being seen.
    package var requestMayBeLost: Bool { pdus.count > 0 || quality.gaps > 0 }

    /// The answer can have been sent without being seen.
    package var answerMayBeLost: Bool {
        quality.gaps > 0 || quality.isOneSided || request == nil && requestMayBeLost
    }

    /// An answer to the presentation contexts can have been sent without being seen whole.
    package var contextAnswersMayBeLost: Bool {
        if let accept { return !accept.value.isComplete }
        return reject == nil && answerMayBeLost
    }
}
