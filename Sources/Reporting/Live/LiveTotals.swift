import PacketCapture
import RuleEngine
import Wording

/// What only a live capture has to tell at its end.
public struct LiveTotals: Sendable {
    public var interfaces: [InterfaceStatistics]
    public var files: CaptureFileRing.Statistics?
    /// Not ended by a packet so far.
    public var openAssociations = 0
    public var findings: [Severity: UInt64] = [:]
    /// How often a memory limit was reached, by what it limits; those never reached are left out.
    public var limitsReached: [(name: String, count: UInt64)] = []

    public init(interfaces: [InterfaceStatistics]) { self.interfaces = interfaces }

    func lines() -> [StyledText] {
        var lines: [StyledText] = []
        for interface in interfaces {
            var parts = [StyledText(counted(interface.taken, "packet") + " analysed")]
            if interface.droppedByKernel > 0 {
                parts.append(
                    StyledText(
                        counted(interface.droppedByKernel, "packet")
                            + " dropped: this machine was too slow; give it a larger "
                            + "--buffer or a --bpf filter", .bad))
            }
            if interface.droppedByInterface > 0 {
                parts.append(
                    StyledText(counted(interface.droppedByInterface, "packet") + " dropped by the adapter", .bad))
            }
            if !interface.isUp { parts.append(StyledText("down", .bad)) }
            var text = StyledText("  \(interface.name): ")
            text.add(parts.joined(" · ", .faint))
            lines.append(text)
        }
        if let files {
            var parts = [StyledText(counted(files.packets, "packet") + " in " + counted(files.filesBegun, "file"))]
            if files.filesRemoved > 0 { parts.append(StyledText(counted(files.filesRemoved, "old file") + " removed")) }
            if files.packetsNotWritten > 0 {
                parts.append(StyledText(counted(files.packetsNotWritten, "packet") + " not written", .bad))
            }
            var text = StyledText("  written: ")
            text.add(parts.joined(" · ", .faint))
            lines.append(text)
        }
        let found = Severity.allCases.reversed().compactMap { severity in
            findings[severity].map { StyledText(counted($0, severity.rawValue), severity == .error ? .bad : .doubtful) }
        }
        if !found.isEmpty {
            var text = StyledText("  findings: ")
            text.add(found.joined(", "))
            lines.append(text)
        }
        for limit in limitsReached {
            lines.append(StyledText("  limit reached \(counted(limit.count, "time")): \(limit.name)", .doubtful))
        }
        if openAssociations > 0 {
            lines.append(StyledText("  " + counted(openAssociations, "association") + " still open"))
        }
        return lines
    }

    func write(into json: inout JSONWriter) {
        json.member("interfaces", array: interfaces) { json, interface in
            json.object { json in
                json.member("name", interface.name)
                json.member("received", interface.received)
                json.member("analysed", interface.taken)
                json.member("droppedByKernel", interface.droppedByKernel)
                json.member("droppedByInterface", interface.droppedByInterface)
                json.member("up", interface.isUp)
            }
        }
        json.optionalMember("written", files) { json, files in
            json.member("packets", files.packets)
            json.member("packetsNotWritten", files.packetsNotWritten)
            json.member("files", files.filesBegun)
            json.member("filesRemoved", files.filesRemoved)
        }
        json.member("limitsReached", array: limitsReached) { json, limit in
            json.object { json in
                json.member("limit", limit.name)
                json.member("count", limit.count)
            }
        }
        json.member("findings") { json in
            for severity in Severity.allCases { json.member(severity.rawValue, findings[severity] ?? 0) }
        }
        json.member("openAssociations", openAssociations)
    }
}
