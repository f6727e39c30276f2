extension TestPlan {
    /// Steps for associations, workflow, security and character sets.
    struct AssociationStep {
        let statement: ConformanceStatement
        let peer: Peer

        func step(_ claim: StatedClaim) -> TestStep? {
            let entity = claim.entity.flatMap { statement.entities[at: $0] }
            // Without the option it stands for nothing would be seen.
            let condition = claim.condition.map { " (if: \($0))" } ?? ""
            return action(claim.aspect, entity?.association).map {
                TestStep(action: $0.0 + condition, command: $0.1, claims: 1)
            }
        }

        static func failure(_ name: String, _ situation: CommunicationFailureClaim.Situation) -> String {
            switch situation {
            case .timeout: "Leave a request of \(name) unanswered, and wait for what it does"
            case .abort: "Abort an association of \(name), and wait for what it does"
            case .disconnect: "Close a connection of \(name) without release, and wait for what it does"
            case .rejection: "Reject an association of \(name), and wait for what it does"
            case .refusal: "Let \(name) call a port where nobody listens, and wait for what it does"
            }
        }

        private func action(_ aspect: ClaimAspect, _ association: AssociationClaims?) -> (String, String?)? {
            let name = peer.name
            switch aspect {
            case .aeTitle, .port, .accepts, .applicationContext, .implementationClassUID,
                .implementationVersionName, .maximumLengthReceived:
                return ("Open an association with \(name)", echo)
            case .initiates, .maximumLengthSent: return ("Let \(name) open an association and send something", nil)
            case .associations(.requestor): return ("Give \(name) as many jobs at once as it takes", nil)
            case .associations(.acceptor):
                return ("Hold open as many associations with \(name) as it takes, and ask for one more", nil)
            case .operationsInvoked, .operationsPerformed:
                return ("Propose to \(name) an asynchronous operations window", nil)
            case .extendedNegotiation where association?.extendedNegotiation?.value.isEmpty == true:
                return ("Open an association with \(name)", echo)
            case .extendedNegotiation: return ("Negotiate with \(name) what it says of extended negotiation", nil)
            case .userIdentity where userIdentity(association).isEmpty:
                return ("Let \(name) open an association, or offer it a user identity and ask for a response", nil)
            case .userIdentity: return ("Let \(name) open an association with a user identity", nil)
            case .timeout(let index):
                guard let timeout = association?.timeouts[at: index] else { return nil }
                return (Self.timeout(name, timeout), nil)
            case .rejection(let index):
                guard let rejection = association?.rejections[at: index] else { return nil }
                return self.rejection(rejection)
            case .failure(let index):
                return association?.failures[at: index].map { (Self.failure(name, $0.situation), nil) }
            case .storageCommitmentReply, .storageCommitmentDelay:
                return ("Let storage commitment be asked for, and wait for the N-EVENT-REPORT", nil)
            case .procedureStepCreation, .procedureStepFinalStatus, .procedureStepSetsInProgress:
                return (
                    "Let \(name) perform a procedure step from its start to COMPLETED, and another to DISCONTINUED", nil
                )
            case .characterSet(let term): return ("Let \(statement.product.name) send data sets in \(term)", nil)
            case .tls, .tlsPort, .tlsProfile:
                let port = statement.security?.port.map { "\($0.value)" } ?? peer.port
                return (
                    "Open an association over TLS, and one without",
                    "echoscu +tls KEY CERTIFICATE -ic \(peer.title) \(peer.host) \(port)"
                )
            case .checksCalledAETitle:
                return ("Call \(name) by an AE title that is not its own", "echoscu -aec WRONG \(peer.endpoint)")
            case .checksCallingAETitle:
                return ("Call \(name) from an AE title it does not know", "echoscu -aet UNKNOWN \(peer.address)")
            default: return nil
            }
        }

        private static func timeout(_ name: String, _ timeout: TimeoutClaim) -> String {
            let seconds = timeout.seconds.value.default.map { " for more than \($0) s" } ?? ""
            return switch timeout.kind {
            case .artim: "Open a connection to \(name) and send nothing\(seconds)"
            case .association: "Leave an A-ASSOCIATE-RQ of \(name) unanswered\(seconds)"
            case .dimse: "Leave a request of \(name) unanswered\(seconds)"
            case .idle: "Leave an association with \(name) idle\(seconds)"
            case .release: "Leave an A-RELEASE-RQ of \(name) unanswered\(seconds)"
            case .connection: "Let \(name) call an address where nobody answers\(seconds)"
            }
        }

        private func rejection(_ claim: RejectionClaim) -> (String, String?)? {
            let name = peer.name
            switch claim.situation {
            case .calledAETitleUnknown:
                return ("Call \(name) by an AE title that is not its own", "echoscu -aec WRONG \(peer.endpoint)")
            case .callingAETitleUnknown:
                return ("Call \(name) from an AE title it does not know", "echoscu -aet UNKNOWN \(peer.address)")
            case .applicationContextWrong:
                return ("Ask \(name) for an association with another application context", nil)
            case .protocolVersionWrong: return ("Ask \(name) for an association with another protocol version", nil)
            case .limit: return ("Hold open as many associations with \(name) as it takes, and ask for one more", nil)
            case .busy: return ("Ask \(name) for an association while it is busy", nil)
            case .noContext: return ("Propose to \(name) only contexts that it does not accept", nil)
            case .userIdentityRefused: return ("Ask \(name) for an association with a wrong user identity", nil)
            case .refuseOption: return ("Set \(name) to refuse associations, and ask for one", echo)
            case .other: return nil
            }
        }

        private func userIdentity(_ association: AssociationClaims?) -> [UserIdentityKind] {
            association?.userIdentity?.value ?? statement.security?.userIdentity?.value ?? []
        }

        private var echo: String { "echoscu \(peer.address)" }
    }
}
