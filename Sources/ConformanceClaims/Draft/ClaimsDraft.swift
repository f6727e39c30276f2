/// A claims file made of what a capture shows a product doing, each entry with how often and where it was seen first: a
/// beginning for who knows the product, and nothing it did otherwise.
public struct ClaimsDraft: Sendable {
    /// The claims file.
    public let text: String
    /// Associations of the product in the capture; 0: there is nothing to draft from.
    public let associations: Int

    /// - Parameters:
    ///   - observation: of the application entities with these titles.
    ///   - source: how the capture is named in the file's head.
    ///   - number: the number users see for an association's serial.
    public init(
        _ observation: ProductObservation, aeTitles: [String], source: String, number: @escaping (Int) -> Int?
    ) {
        let statement = DraftStatement(observation: observation, aeTitles: aeTitles).statement
        var writer = DraftWriter(statement, ClaimsCheck(statement, observation), number)
        text = writer.file(source: source)
        associations = observation.entities.reduce(0) {
            $0 + $1.associations(as: .requestor) + $1.associations(as: .acceptor)
        }
    }
}
