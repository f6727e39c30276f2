import DICOMDictionary
import Evidence

/// What services of one entity say of each other.
extension StatementLint {
    mutating func checkServices(of entity: ApplicationEntityClaims) {
        checkDuplicates(of: entity)
        checkDefaultTransferSyntax(of: entity)
        checkRetrievals(of: entity)
        checkVerification(of: entity)
        checkWorkflow(of: entity)
    }

    private mutating func checkDuplicates(of entity: ApplicationEntityClaims) {
        struct Row: Hashable {
            var sopClass: UID
            var role: ServiceRole
            var side: AssociationSide
        }
        var rows: [Row: Int] = [:]
        for service in entity.services {
            var twice: [String] = []
            var line = 0
            for role in service.roles.map(\.value) {
                for side in service.sides(as: role) {
                    for sop in service.sopClasses {
                        let row = Row(sopClass: sop.value, role: role, side: side)
                        if let other = rows[row] {
                            line = other
                            twice.append("\(sop.value.claimName) as \(role.rawValue)")
                        } else {
                            rows[row] = service.place.line
                        }
                    }
                }
            }
            if !twice.isEmpty {
                warn("the service in line \(line) has \(listed(twice)) already", at: service.place)
            }
        }
    }

    /// Implicit VR Little Endian is in every product, unless it has its images in a lossy coding only (PS3.5 §10.1).
    private mutating func checkDefaultTransferSyntax(of entity: ApplicationEntityClaims) {
        var has: Set<UID> = []
        for service in entity.services {
            guard let syntaxes = service.transferSyntaxes else {
                has.formUnion(service.sopClasses.map(\.value))
                continue
            }
            if syntaxes.contains(where: { $0.value == .implicitVRLittleEndian }) {
                has.formUnion(service.sopClasses.map(\.value))
            }
        }
        for service in entity.services {
            guard let syntaxes = service.transferSyntaxes, let first = syntaxes.first,
                !syntaxes.allSatisfy({ TransferSyntax($0.value).isLossy == true })
            else { continue }
            let without = service.sopClasses.map(\.value).filter { !has.contains($0) }
            if !without.isEmpty {
                warn(
                    "no Implicit VR Little Endian for \(listed(without.map(\.claimName))); PS3.5 §10.1 wants it everywhere",
                    at: first.place)
            }
        }
    }

    /// Who moves or gets objects needs presentation contexts for them.
    private mutating func checkRetrievals(of entity: ApplicationEntityClaims) {
        let storing = statement.entities.flatMap(\.services)
            .filter { $0.sopClasses.contains { $0.value.serviceClass == .storage } }
        func stores(as role: ServiceRole) -> Bool { storing.contains { $0.roles.contains { $0.value == role } } }
        for service in entity.services {
            for sop in service.sopClasses {
                let needed: ServiceRole? =
                    switch (sop.value.serviceClass, service.roles.map(\.value)) {
                    case (.queryRetrieveMove, let roles) where roles.contains(.scp): .scu
                    case (.queryRetrieveGet, let roles) where roles.contains(.scp) && !stores(as: .scu): .scu
                    case (.queryRetrieveGet, let roles) where roles.contains(.scu): .scp
                    default: nil
                    }
                if let needed, !stores(as: needed) {
                    warn(
                        "\(sop.value.claimName) sends objects by C-STORE, yet no storage SOP class is claimed as \(needed.rawValue)",
                        at: sop.place)
                }
            }
        }
    }

    private mutating func checkVerification(of entity: ApplicationEntityClaims) {
        let accepts = entity.services.contains { service in
            service.roles.contains { service.sides(as: $0.value).contains(.acceptor) }
        }
        let verifies = entity.services.contains { service in
            service.roles.contains { $0.value == .scp } && service.sopClasses.contains { $0.value == .verification }
        }
        if accepts, !verifies {
            warn("it accepts associations, and PS3.2 §7.1 then wants Verification as SCP", at: entity.place)
        }
    }

    private mutating func checkWorkflow(of entity: ApplicationEntityClaims) {
        func services(_ uid: UID) -> [ServiceClaims] {
            entity.services.filter { $0.sopClasses.contains { $0.value == uid } }
        }
        if let commitment = entity.storageCommitment {
            let services = services(.storageCommitmentPushModel)
            if services.isEmpty {
                warn("no service has StorageCommitmentPushModel", at: commitment.place)
            }
            if let reply = commitment.reply, reply.value == .same,
                services.contains(where: { $0.roles.contains { $0.value == .scp } })
            {
                warn("an SCP must be able to reply on a new association (PS3.4 §J.3.3)", at: reply.place)
            }
        }
        if let step = entity.performedProcedureStep {
            let services = services(.modalityPerformedProcedureStep)
            if !services.contains(where: { $0.roles.contains { $0.value == .scu } }) {
                warn("no service has ModalityPerformedProcedureStep as SCU", at: step.place)
            }
            if !step.finalStatuses.isEmpty, !step.finalStatuses.contains(where: { $0.value == .completed }) {
                warn("no procedure step is ever COMPLETED", at: step.place)
            }
        }
    }
}
