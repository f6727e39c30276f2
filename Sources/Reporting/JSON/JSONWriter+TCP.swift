import AssociationTimeline
import StreamReassembly
import Wording

extension JSONWriter {
    /// What was measured on the connection beneath.
    mutating func tcp(_ association: Association) {
        let tcp = association.tcp
        member("tcp") { json in
            json.member("connectTime", seconds: tcp.handshake.connectTime?.inSeconds)
            json.member("synRetransmissions", tcp.handshake.synRetransmissions.count)
            json.member("requestor") { $0.direction(tcp.fromInitiator) }
            json.member("acceptor") { $0.direction(tcp.fromResponder) }
            json.optionalMember("longestStall", tcp.longestStall) { json, stall in
                json.member("duration", seconds: stall.duration.inSeconds)
                json.member("frame", stall.start.frame)
                json.member("lastFrame", stall.end.frame)
                json.member("waitedFor", stall.waitedFor?.sideName)
            }
            json.member("firstFIN", tcp.firstFIN?.sideName)
            json.optionalMember("reset", tcp.reset) { json, reset in
                json.member("from", reset.direction.sideName)
                json.member("frame", reset.origin.frame)
                json.member("time", reset.origin.time)
                json.member("timeToLive", reset.timeToLive)
                json.member("usualTimeToLive", reset.usualTimeToLive)
            }
            json.member("events", array: association.tcpEvents) { json, located in
                json.object { json in
                    json.member("event", TCPWording.name(of: located.event))
                    json.member("from", located.from.name)
                    json.member("frame", located.origin.frame)
                    json.member("time", located.origin.time)
                }
            }
        }
    }

    private mutating func direction(_ statistics: DirectionStatistics) {
        member("segments", statistics.segments)
        member("payloadBytes", statistics.payloadBytes)
        member("retransmittedSegments", statistics.retransmittedSegments)
        member("outOfOrderSegments", statistics.outOfOrderSegments)
        member("duplicateFrames", statistics.duplicateFrames)
        member("keepAlives", statistics.keepAlives)
        member("zeroWindows", statistics.zeroWindows)
        member("zeroWindowTime", seconds: statistics.zeroWindowTime.inSeconds)
        member("roundTrip", seconds: statistics.roundTrip.average?.inSeconds)
        member("gaps", statistics.gaps)
        member("lostBytes", statistics.lostBytes)
    }
}
