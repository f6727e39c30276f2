import DICOMDictionary
import NetworkLayers

/// Which entity of the statement each application entity of the traffic is.
enum EntityAssignment {
    /// By entity; observations that fit none go to the first.
    static func evidence(_ statement: ConformanceStatement, _ observations: [EntityObservation]) -> [EntityEvidence] {
        var places: [Int?] = observations.map { observation in
            guard statement.entities.count > 1 else { return statement.entities.isEmpty ? nil : 0 }
            return observation.aeTitle.flatMap { title in
                statement.entities.firstIndex { $0.aeTitle?.value == title }
            } ?? best(statement.entities, for: observation)
        }
        // Who listens at the same port is the same program: rejections show nothing else.
        for (index, observation) in observations.enumerated() where places[index] == nil {
            let own = Set(observation.endpoints.entries.keys)
            let sibling = observations.indices.first { other in
                places[other] != nil && !own.isDisjoint(with: observations[other].endpoints.entries.keys)
            }
            places[index] = sibling.flatMap { places[$0] } ?? (statement.entities.isEmpty ? nil : 0)
        }
        return statement.entities.indices.map { entity in
            EntityEvidence(observations.indices.filter { places[$0] == entity }.map { observations[$0] })
        }
    }

    /// The one whose services it offers and uses most.
    private static func best(_ entities: [ApplicationEntityClaims], for observation: EntityObservation) -> Int? {
        let offers = Set(
            observation.offers.entries.keys.flatMap { offer in
                offer.roles.map { ServiceKey(sopClass: offer.sopClass, role: $0, side: offer.side) }
            })
        let scores = entities.map { entity in
            entity.services.reduce(0) { score, service in
                let classes = Set(service.sopClasses.map(\.value))
                return score
                    + offers.count { offer in
                        classes.contains(offer.sopClass) && service.roles.contains { $0.value == offer.role }
                            && service.sides(as: offer.role).contains(offer.side)
                    }
            }
        }
        guard let most = scores.max(), most > 0 else { return nil }
        return scores.firstIndex(of: most)
    }
}
