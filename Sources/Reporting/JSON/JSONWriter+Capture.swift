import AssociationTimeline
import Wording

extension JSONWriter {
    /// The members of `capture`.
    mutating func capture(_ facts: CaptureTotals) {
        let summary = facts.summary
        member("files", array: summary.files) { $0.value($1.name) }
        member("format", facts.formats.joined(separator: ", "))
        member("linkTypes", array: facts.linkTypes) { $0.value($1) }
        member("encapsulations", array: facts.encapsulations) { $0.value($1) }
        member("vlans", array: facts.network.encapsulations.vlanIdentifiers) { $0.value($1) }
        member("packets", summary.packets)
        member("bytes", summary.bytes)
        member("firstPacket", summary.firstPacket)
        member("lastPacket", summary.lastPacket)
        member("truncatedPackets", summary.truncatedPackets)
        member("droppedPackets", summary.drops)
        member("gaps", facts.reassembly.gaps)
        member("lostBytes", facts.reassembly.lostBytes)
        member("connections", facts.reassembly.connections)
        member("connectionsWithoutDICOM", facts.otherConnections)
        member("segments", facts.reassembly.segments)
        member("duplicateFrames", facts.reassembly.duplicateFrames)
        member("problems", array: summary.problems) { json, problem in
            json.object { json in
                json.member("code", problem.code.rawValue)
                json.member("file", problem.file)
                json.member("offset", problem.offset)
                json.member("message", problem.message)
                json.member("count", problem.count)
                json.member("skippedBytes", problem.skippedBytes)
            }
        }
    }
}
