import DICOMDictionary

/// What one product asks of the other: its SOP classes as SCU against those of the other as SCP.
public struct ComparisonDirection: Sendable {
    public let scu: String
    public let scp: String
    public let rows: [ComparisonRow]
    /// SOP classes the SCP has that the SCU does not ask for.
    public let unasked: [UID]

    /// The SCP has nothing as SCP but Verification, if that: it is no server, and nobody will ask it.
    public let isIdle: Bool

    /// Numbers of SOP classes.
    public var asked: Int { rows.reduce(0) { $0 + $1.sopClasses.count } }
    public var working: Int { rows.reduce(0) { $0 + ($1.outcome.isGood ? $1.sopClasses.count : 0) } }

    init(scu: ComparedProduct, scp: ComparedProduct) {
        self.scu = scu.name
        self.scp = scp.name
        let offers = Offers(scp)
        let isIdle = offers.sopClasses.allSatisfy { $0.serviceClass == .verification }
        self.isIdle = isIdle
        var rows: [ComparisonRow] = []
        var places: [ComparisonRow: Int] = [:]
        var pairings: [ServicePairing] = []
        var asked: Set<UID> = []
        for entity in scu.entities {
            for service in entity.services where service.roles.contains(where: { $0.value == .scu }) {
                for sop in service.sopClasses where asked.insert(sop.value).inserted {
                    let pairing = ServicePairing(sop.value, entity, service, of: scu, with: offers[sop.value], of: scp)
                    var row = pairing.row
                    if let place = places[row] {
                        rows[place].sopClasses.append(sop.value)
                    } else {
                        places[row] = rows.count
                        pairings.append(pairing)
                        row.sopClasses = [sop.value]
                        rows.append(row)
                    }
                }
            }
        }
        self.rows = zip(rows, pairings).map { row, pairing in
            var row = row
            row.change = isIdle ? nil : pairing.change(for: row.sopClasses)
            return row
        }
        unasked = offers.sopClasses.filter { !asked.contains($0) }
    }
}

/// The services a product has as SCP, by SOP class.
struct Offers {
    typealias Offer = (entity: ApplicationEntityClaims, service: ServiceClaims)

    private var offers: [UID: [Offer]] = [:]
    /// In the order of the statement.
    private(set) var sopClasses: [UID] = []

    init(_ product: ComparedProduct) {
        for entity in product.entities {
            for service in entity.services where service.roles.contains(where: { $0.value == .scp }) {
                for sop in service.sopClasses {
                    if offers[sop.value] == nil { sopClasses.append(sop.value) }
                    offers[sop.value, default: []].append((entity, service))
                }
            }
        }
    }

    subscript(uid: UID) -> [Offer] { offers[uid] ?? [] }
}
