import ConformanceClaims
import DICOMDictionary
import Wording

extension StatementComparison {
    /// `CT One and Orthanc will work together in part.`
    var sentence: String {
        let pair = names.joined(separator: " and ")
        return switch verdict {
        case .yes: "\(pair) will work together."
        case .partly: "\(pair) will work together in part."
        case .no: "\(pair) will not work together."
        }
    }
}

extension ComparisonDirection {
    /// `CT One asks Orthanc for 6 SOP classes: 5 of them work.`
    var sentence: String {
        guard asked > 0 else { return "\(scu) asks nothing of \(scp)." }
        let some = working == 0 ? "none of them works" : working == 1 ? "1 of them works" : "\(working) of them work"
        let works = working < asked ? some : asked == 1 ? "it works" : "all of them work"
        guard !isIdle else {
            let most = working > 0 ? "Verification only" : "nothing"
            return "\(scu) could ask for \(counted(asked, "SOP class", "SOP classes")); \(scp) is SCP of \(most)."
        }
        return "\(scu) asks \(scp) for \(counted(asked, "SOP class", "SOP classes")): \(works)."
    }
}

extension ComparisonRow {
    /// Rows show this many SOP classes by name.
    static let mostNames = 4

    /// `CT Image Storage, MR Image Storage and 117 more`
    var names: String {
        let names = sopClasses.prefix(Self.mostNames).map(\.shortName).joined(separator: ", ")
        let rest = sopClasses.count - Self.mostNames
        return rest > 0 ? names + " and \(rest) more" : names
    }

    /// What comes of it, in words.
    func words(scp: String) -> String {
        switch outcome {
        case .works: Self.names(of: common)
        case .transferSyntaxesUnsaid:
            "transfer syntaxes not said by \(silent.joined(separator: " and ")); every product has \(Self.names(of: common))"
        case .noCommonTransferSyntax:
            "no transfer syntax in common: \(Self.names(of: onlySCU)) against \(Self.names(of: onlySCP))"
        case .notClaimed: "\(scp) does not have \(sopClasses.count == 1 ? "it" : "them") as SCP"
        case .nobodyOpens: "neither of them opens the association"
        }
    }

    static func names(of uids: [UID]) -> String {
        guard !uids.isEmpty else { return "none" }
        let names = uids.prefix(mostNames).map(\.shortName).joined(separator: ", ")
        return uids.count > mostNames ? names + " and \(uids.count - mostNames) more" : names
    }

    /// Everything else there is to say of it.
    func notes(scp: String) -> [String] {
        let lost = outcome == .works && !onlySCU.isEmpty ? ["\(scp) does not take \(Self.names(of: onlySCU))"] : []
        let ends = scpService.map { ["\(scuService) to \($0)"] } ?? []
        return lost + conditions + remarks + ends
    }
}
