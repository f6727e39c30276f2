/// TLS, AE titles and character sets between two products.
struct SecurityComparison {
    let first: ComparedProduct
    let second: ComparedProduct

    func points() -> [ComparisonPoint] {
        var points = [tls()].compactMap { $0 }
        for (one, other) in [(first, second), (second, first)] {
            points += titles(one, other)
            points += [characterSets(one, other)].compactMap { $0 }
        }
        return points
    }

    private func tls() -> ComparisonPoint? {
        guard let one = first.statement.security, let other = second.statement.security, let a = one.tls?.value,
            let b = other.tls?.value
        else { return nil }
        if (a == .required && b == .none) || (a == .none && b == .required) {
            let lacking = a == .none ? first.name : second.name
            return ComparisonPoint(
                subject: "TLS", effect: .breaks, message: "one of them requires TLS, and \(lacking) has none",
                change: "\(lacking): set up TLS, or let the other accept associations without it", isForAll: true)
        }
        guard a != .none, b != .none else { return nil }
        let profiles = [one, other].map { Set($0.profiles.map(\.value)) }
        if !profiles[0].isEmpty, !profiles[1].isEmpty, profiles[0].isDisjoint(with: profiles[1]) {
            return ComparisonPoint(
                subject: "TLS", effect: a == .required || b == .required ? .breaks : .limits,
                message: "they have no secure transport profile in common",
                change: "\(first.name): take \(other.profiles.first?.value.rawValue ?? "")",
                isForAll: a == .required || b == .required)
        }
        return ComparisonPoint(subject: "TLS", effect: .agrees, message: "\(a.rawValue) here, \(b.rawValue) there")
    }

    /// What has to be told to the second so that the first may call it.
    private func titles(_ one: ComparedProduct, _ other: ComparedProduct) -> [ComparisonPoint] {
        guard let security = other.statement.security else { return [] }
        var points: [ComparisonPoint] = []
        if security.checksCallingAETitle?.value == true {
            let titles = one.entities.filter { $0.initiates?.value != false }.compactMap { $0.aeTitle?.value }
            let known = titles.isEmpty ? "the AE title of \(one.name)" : listed(titles)
            points.append(
                ComparisonPoint(
                    subject: "calling AE title", effect: .limits,
                    message: "\(other.name) accepts only callers it knows: tell it \(known)"))
        }
        if security.checksCalledAETitle?.value == true {
            let titles = other.entities.filter { $0.accepts?.value != false }.compactMap { $0.aeTitle?.value }
            points.append(
                ComparisonPoint(
                    subject: "called AE title", effect: .limits,
                    message: "\(other.name) answers to its own AE title only"
                        + (titles.isEmpty ? "" : ": \(one.name) must call \(listed(titles))")))
        }
        return points
    }

    /// Text one writes and the other cannot read.
    private func characterSets(_ one: ComparedProduct, _ other: ComparedProduct) -> ComparisonPoint? {
        let written = one.statement.characterSets.map(\.value)
        let read = Set(other.statement.characterSets.map(\.value))
        guard !written.isEmpty, !read.isEmpty else { return nil }
        let unread = written.filter { $0 != "ISO_IR 6" && !read.contains($0) }
        if unread.isEmpty {
            return ComparisonPoint(
                subject: "character sets", effect: .agrees, message: "\(other.name) reads all that \(one.name) writes")
        }
        let common = written.filter { read.contains($0) }
        return ComparisonPoint(
            subject: "character sets", effect: .limits,
            message: "\(one.name) writes \(listed(unread)), which \(other.name) does not claim to read",
            change: common.first.map { "\(one.name): write \($0) only" })
    }
}
