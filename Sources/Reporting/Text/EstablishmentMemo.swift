import AssociationTimeline
import DICOMUpperLayer

/// What the latest blocks said of their associations' establishment, laid out: between the same peers it is mostly the
/// same, down to the messages counted on each presentation context.
struct EstablishmentMemo {
    /// All that the text is made of.
    struct Key: Equatable {
        private let contexts: [PresentationContext]
        private let requestor: UserInformation?
        private let acceptor: UserInformation?
        private let answersMayBeLost: Bool

        /// `nil` where it would be large.
        init?(_ association: Association) {
            guard association.presentationContexts.count <= 128 else { return nil }
            contexts = association.presentationContexts
            requestor = association.request?.value.userInformation
            acceptor = association.accept?.value.userInformation
            answersMayBeLost = association.contextAnswersMayBeLost
        }
    }

    private var known: [(key: Key, text: [UInt8])] = []
    private var oldest = 0

    private static let size = 8

    func text(for key: Key) -> [UInt8]? { known.first { $0.key == key }?.text }

    mutating func keep(_ text: [UInt8], for key: Key) {
        guard known.count == Self.size else { return known.append((key, text)) }
        known[oldest] = (key, text)
        oldest = (oldest + 1) % Self.size
    }
}
