import DICOMDictionary

extension TestPlan {
    /// Steps for presentation contexts and what is done with them.
    struct ServiceStep {
        let product: Peer
        let service: ServiceClaims
        let role: ServiceRole
        /// The product is asked by others; otherwise it has to be made to ask.
        let isAsked: Bool

        private func names(_ uids: [UID], _ many: String) -> String {
            let names = uids.map(\.claimName)
            return names.count == 1
                ? names[0] : "each of \(names.count) \(many): \(UndeclaredSearch.some(names, most: 5))"
        }

        /// A step counts for what it adds to the coverage: each line as negotiated and as used.
        func use(_ sopClasses: [UID], isNegotiated: Bool) -> TestStep? {
            guard let first = sopClasses.first else { return nil }
            let number = sopClasses.count * (isNegotiated ? 1 : 2)
            let classes = names(sopClasses, "SOP classes")
            guard isAsked else {
                return TestStep(
                    action: "Let \(product.name) \(deed(first, classes))", command: nil, claims: number)
            }
            if Self.isStored(first) {
                return role == .scp
                    ? TestStep(
                        action: "Send to \(product.name) an object of \(classes)",
                        command: "storescu \(product.address) FILE.dcm", claims: number)
                    : TestStep(
                        action: "Get from \(product.name), by C-GET, an object of \(classes)",
                        command: "getscu -S \(product.address) -k 0008,0052=STUDY -k 0020,000D=STUDYUID",
                        claims: number)
            }
            return TestStep(
                action: "Ask \(product.name) for \(classes)"
                    + (isNegotiated ? ", with an operation that succeeds and not only a context" : ""),
                command: commands(sopClasses), claims: number)
        }

        private func deed(_ first: UID, _ classes: String) -> String {
            if let activity = service.activity { return "\(activity), with \(classes)" }
            return switch first.serviceClass {
            case .verification: verb(first)
            case _ where Self.isStored(first): "send an object of \(classes)"
            default: "\(verb(first)), with \(classes)"
            }
        }

        /// Templates and what was only tried out are stored, too.
        private static func isStored(_ sopClass: UID) -> Bool {
            sopClass.serviceClass == .storage || sopClass.claimName.hasSuffix("Storage")
                || sopClass.claimName.hasSuffix("StorageTrial")
        }

        /// One after the other; of none that has no command.
        private func commands(_ sopClasses: [UID]) -> String? {
            let commands = sopClasses.prefix(3).compactMap(command)
            return commands.isEmpty ? nil : commands.joined(separator: "; ")
        }

        func use(syntaxes: [UID], sopClass: UID?) -> TestStep? {
            guard !syntaxes.isEmpty else { return nil }
            let many = names(syntaxes, "transfer syntaxes")
            let number = syntaxes.count * 2
            guard isAsked else {
                return TestStep(
                    action: "Let \(product.name) \(verb(sopClass)) in \(many)", command: nil, claims: number)
            }
            guard let sopClass, Self.isStored(sopClass), role == .scp else {
                return TestStep(
                    action:
                        "Ask \(product.name) for \(service.id) in \(many), one alone in a context",
                    command: nil, claims: number)
            }
            let options = syntaxes.compactMap { Self.options[$0.rawValue] }
            let list = options.joined(separator: " ")
            let loop = "for ts in \(list); do storescu $ts \(product.address) FILE$ts.dcm; done"
            return TestStep(
                action: "Send to \(product.name) objects in \(many), one alone in a context"
                    + (options.first.map { ", from files that are in it: FILE\($0).dcm" } ?? ""),
                command: options.isEmpty ? nil : loop, claims: number)
        }

        private func verb(_ sopClass: UID?) -> String {
            switch sopClass?.serviceClass {
            case .verification: "verify a connection"
            case _ where sopClass.map(Self.isStored) == true: "send an object"
            case .queryRetrieveFind, .modalityWorklist: "query"
            case .queryRetrieveMove, .queryRetrieveGet: "retrieve"
            case .print: "print"
            default: "work"
            }
        }

        private func command(_ sopClass: UID?) -> String? {
            let address = product.address
            let study = "-k 0008,0052=STUDY -k 0020,000D=STUDYUID"
            return switch sopClass {
            case .verification?: "echoscu \(address)"
            case .modalityWorklistInformationModelFind?:
                "findscu -W \(address) -k 0010,0010 -k '0040,0100[0].0040,0002'"
            case .patientRootQueryRetrieveFind?:
                "findscu -P \(address) -k 0008,0052=PATIENT -k 0010,0020"
            case .studyRootQueryRetrieveFind?: "findscu -S \(address) -k 0008,0052=STUDY -k 0020,000D"
            case .patientRootQueryRetrieveMove?:
                "movescu -P \(address) -aem DESTINATION -k 0008,0052=PATIENT -k 0010,0020=PATIENTID"
            case .studyRootQueryRetrieveMove?: "movescu -S \(address) -aem DESTINATION \(study)"
            case .patientRootQueryRetrieveGet?: "getscu -P \(address) -k 0008,0052=PATIENT -k 0010,0020=PATIENTID"
            case .studyRootQueryRetrieveGet?: "getscu -S \(address) \(study)"
            default: nil
            }
        }

        /// Of storescu, by what it proposes; each beside the uncompressed ones, in a context of its own.
        private static let options: [String: String] = [
            "1.2.840.10008.1.2": "-xi", "1.2.840.10008.1.2.1": "-xe", "1.2.840.10008.1.2.2": "-xb",
            "1.2.840.10008.1.2.1.99": "-xd", "1.2.840.10008.1.2.4.50": "-xy", "1.2.840.10008.1.2.4.51": "-xx",
            "1.2.840.10008.1.2.4.70": "-xs", "1.2.840.10008.1.2.4.80": "-xt", "1.2.840.10008.1.2.4.81": "-xu",
            "1.2.840.10008.1.2.4.90": "-xv", "1.2.840.10008.1.2.4.91": "-xw", "1.2.840.10008.1.2.4.100": "-xm",
            "1.2.840.10008.1.2.4.101": "-xh", "1.2.840.10008.1.2.4.102": "-xn", "1.2.840.10008.1.2.4.103": "-xl",
            "1.2.840.10008.1.2.4.104": "-x2", "1.2.840.10008.1.2.4.105": "-x3", "1.2.840.10008.1.2.4.106": "-xo",
            "1.2.840.10008.1.2.4.107": "-x4", "1.2.840.10008.1.2.4.108": "-x5", "1.2.840.10008.1.2.5": "-xr",
        ]

        func step(_ aspect: ClaimAspect) -> TestStep? {
            action(aspect).map { TestStep(action: $0.0, command: $0.1, claims: 1) }
        }

        private func action(_ aspect: ClaimAspect) -> (String, String?)? {
            let name = product.name
            let find =
                "findscu \(service.sopClasses.first?.value == .modalityWorklistInformationModelFind ? "-W" : "-S") \(product.address)"
            switch aspect {
            case .preference:
                return (
                    "Propose to \(name) several transfer syntaxes in one context",
                    "storescu +C \(product.address) FILE.dcm"
                )
            case .level(let level):
                return isAsked
                    ? ("Query \(name) at level \(level.rawValue)", "\(find) -k 0008,0052=\(level.rawValue)")
                    : ("Let \(name) query at level \(level.rawValue)", nil)
            case .key(_, let path):
                guard isAsked else { return ("Let \(name) query by \(path)", nil) }
                return (
                    "Query \(name) by \(path), with a value that matches something",
                    path.tags.count == 1 ? "\(find) -k \(path)=VALUE" : nil
                )
            case .status(let index):
                guard let status = service.statuses[at: index] else { return nil }
                let when = status.meaning.map { ": \($0)" } ?? ""
                return status.role == .scp
                    ? ("Make \(name) answer with status \(status.code.value)\(when)", nil)
                    : ("Answer \(name) with status \(status.code.value)\(when)", nil)
            case .priority(let priority): return ("Let \(name) ask with priority \(priority.rawValue)", nil)
            case .attribute(_, let path): return ("Let \(name) send objects that show \(path)", nil)
            case .privateCreators: return ("Let \(name) send objects with private elements", nil)
            case .objectsPerAssociation: return ("Let \(name) send several objects in one job", nil)
            case .roleSelection: return ("Negotiate roles with \(name), as C-GET does", nil)
            case .extendedNegotiation where service.extendedNegotiation?.value.isEmpty == true:
                return ("Open an association with \(name) for \(service.id)", nil)
            case .extendedNegotiation: return ("Negotiate with \(name) what it says of extended negotiation", nil)
            case .proposal, .oneTransferSyntaxPerContext:
                return ("Let \(name) open an association for \(service.activity ?? service.id)", nil)
            case .failure(let index):
                return service.failures[at: index].map { (AssociationStep.failure(name, $0.situation), nil) }
            default: return nil
            }
        }
    }
}
