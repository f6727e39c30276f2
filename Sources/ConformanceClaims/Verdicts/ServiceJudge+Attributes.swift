import DICOMDictionary
import Evidence

/// Attributes of the objects the product makes (PS3.2 §A.8.1, §N.8).
extension ServiceJudge {
    private var instances: [InstanceUse] {
        service.sopClasses.flatMap { sopClass in
            [AssociationSide.requestor, .acceptor].flatMap { side in
                let key = ServiceKey(sopClass: sopClass.value, role: .scu, side: side)
                return evidence.observations.compactMap { $0.instances[key] }
            }
        }
    }

    func attribute(_ path: AttributePath, _ presence: ClaimAspect.Presence) -> Judgement {
        var weighing = Weighing()
        for instances in instances {
            guard let use = instances.use(of: path) else { continue }
            switch presence {
            case .always:
                weighing.contradicts(use.missing, "missing")
                weighing.contradicts(use.empty, "empty")
                weighing.supports(use.filled)
            case .vnap:
                weighing.contradicts(use.missing, "missing")
                weighing.supports(use.filled)
                weighing.supports(use.empty, "empty")
            case .anap:
                weighing.contradicts(use.empty, "empty")
                weighing.supports(use.filled)
            case .empty:
                weighing.contradicts(use.missing, "missing")
                weighing.contradicts(use.filled, "has a value")
                weighing.supports(use.empty)
            case .never:
                weighing.contradicts(use.filled, "present")
                weighing.contradicts(use.empty, "present")
                weighing.supports(use.missing)
            }
        }
        return weighing.judgement(
            isConfigurable: isConfigurable,
            otherwise: instances.isEmpty || presence != .anap ? nil : "in none of the instances")
    }

    var privateCreators: Judgement {
        guard let patterns = service.attributes.privateCreators?.value else { return .notExercised() }
        var weighing = Weighing()
        var found: Set<GlobPattern> = []
        for instances in instances {
            if patterns.isEmpty, instances.privateCreators.isEmpty { weighing.supports(instances.instances, "none") }
            for (creator, tally) in instances.privateCreators.inOrder {
                if let pattern = patterns.first(where: { $0.matches(creator) }) {
                    found.insert(pattern)
                    weighing.supports(tally, creator)
                } else {
                    weighing.contradicts(tally, creator)
                }
            }
        }
        return weighing.judgement(
            isConfigurable: isConfigurable,
            partly: found.count < patterns.count ? "\(found.count) of \(patterns.count) seen" : nil)
    }
}

extension InstanceUse {
    /// `nil` where no instance could have had it.
    func use(of path: AttributePath) -> AttributeUse? {
        guard path.tags.count == 1, let tag = path.tags.first else { return nested[path] }
        return attributes[tag] ?? AttributeUse(missing: instances)
    }
}
