import Testing

@testable import PacketCapture

#if canImport(Glibc)
    import Glibc
#endif

@Suite struct LiveOpeningTests {
    @Test func everyMachineHasItsLoopback() throws {
        let all = try CaptureInterface.all()
        let loopback = try #require(all.first { $0.isLoopback })
        #expect(loopback.addresses.contains("127.0.0.1") || loopback.state == .down)
        #expect(Set(all.map(\.name)).count == all.count)
    }

    @Test func anUnknownInterfaceIsAnsweredWithTheKnown() throws {
        let error = #expect(throws: LiveCaptureError.self) {
            _ = try LiveInterface(name: "eth4711", options: LiveCaptureOptions(interfaces: []))
        }
        switch error?.reason {
        // Those who may not capture are told so first.
        case .noSuchInterface(let known): #expect(known.contains("lo") || known.contains("lo0"))
        case .notPermitted: break
        default: Issue.record("\(String(describing: error))")
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root may open an interface"))
    func aFilterThatIsNotUnderstoodIsSaid() throws {
        var options = LiveCaptureOptions(interfaces: [])
        options.filter = "tcp prot 104"
        let name = try #require(try CaptureInterface.all().first { $0.isLoopback && $0.permission == .granted }).name
        let error = #expect(throws: LiveCaptureError.self) { _ = try LiveInterface(name: name, options: options) }
        #expect(error?.description.contains("'tcp prot 104' is not understood") == true)
        #expect(error?.description.contains("man pcap-filter") == true)
    }

    @Test func shellWordsAreQuoted() {
        #expect(CapturePermission.quoted("/usr/bin/auscult") == "/usr/bin/auscult")
        #expect(CapturePermission.quoted("/a b/auscult") == "'/a b/auscult'")
        #expect(CapturePermission.quoted("it's") == "'it'\\''s'")
        #expect(CapturePermission.quoted("") == "''")
    }

    @Test func theRemedyNamesThisProgramsFile() {
        let remedy = CapturePermission.Remedy.current(interface: "eth1")
        #expect(remedy.description.contains(CapturePermission.quoted(CapturePermission.executablePath)))
        #expect(remedy.once.hasSuffix("capture --interface eth1"))
    }

    @Test func whoIsNotRootStaysWhoHeIs() throws {
        if geteuid() != 0 { #expect(try PrivilegeDrop.user(named: nil) == nil) }
        #expect(try PrivilegeDrop.user(named: "root") == PrivilegeDrop.User(name: "root", userID: 0, groupID: 0))
        #expect(throws: LiveCaptureError("no-such-user-4711", .noSuchUser)) {
            try PrivilegeDrop.user(named: "no-such-user-4711")
        }
    }
}
