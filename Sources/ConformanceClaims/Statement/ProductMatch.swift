/// How the product is told in traffic: any one of these suffices. All empty: nothing can be told from traffic alone.
public struct ProductMatch: Hashable, Sendable {
    public var implementationClassUIDs: [Claim<GlobPattern>] = []
    public var implementationVersionNames: [Claim<GlobPattern>] = []
    /// Without the padding of 16 characters.
    public var aeTitles: [Claim<GlobPattern>] = []
    public var endpoints: [Claim<EndpointPattern>] = []

    public var isEmpty: Bool {
        implementationClassUIDs.isEmpty && implementationVersionNames.isEmpty && aeTitles.isEmpty && endpoints.isEmpty
    }
}
