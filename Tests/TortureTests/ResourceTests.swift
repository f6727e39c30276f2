import AssociationTimeline
import Foundation
import PacketCapture
import Testing

/// Attacks on time and memory.
@Suite("Torture: resources") struct ResourceTests {
    private final class Counter: AssociationReceiver {
        var associations: [Association] = []
        func ended(_ association: Association) { associations.append(association) }
    }

    private func timeline(_ attack: Attack, _ count: Int, _ options: TimelineOptions = TimelineOptions()) throws
        -> [Association]
    {
        let capture = try TemporaryCapture(attack, count)
        let counter = Counter()
        var analysis = try CaptureAnalysis(inputs: [.path(capture.path)], options: options, receiver: counter)
        analysis.run()
        return counter.associations
    }

    @Test("What is kept stays within the limits", arguments: Attack.allCases)
    func limits(attack: Attack) throws {
        var options = TimelineOptions()
        options.operations = 50
        options.anomalies = 20
        options.tcpEvents = 30
        options.keptBytes = 100_000
        for association in try timeline(attack, attack.small, options) {
            #expect(association.operations.count <= 50)
            #expect(association.anomalies.count <= 20)
            #expect(association.tcpEvents.count <= 30)
            #expect(association.presentationContexts.count <= 16_384)
            let kept = association.operations.reduce(0) { $0 + ($1.request?.command.length ?? 0) }
            #expect(kept <= 120_000)
            let texts = association.operations.flatMap { $0.request?.dataSet?.attributes ?? [] }
            #expect(texts.reduce(0) { $0 + $1.text.utf8.count } <= 400_000)
        }
    }

    @Test("Requests, responses and anomalies beyond a limit are counted")
    func counted() throws {
        var options = TimelineOptions()
        options.operations = 50
        options.anomalies = 20
        let unanswered = try #require(try timeline(.requestsUnanswered, 200, options).first)
        #expect(unanswered.operations.count + unanswered.operationsNotKept == 200)
        let unasked = try #require(try timeline(.responsesUnasked, 200, options).first)
        #expect(unasked.operations.count + unasked.operationsNotKept == 200)
        #expect(unasked.anomalies.count + unasked.anomaliesNotKept >= 200)
        let same = try #require(try timeline(.oneMessageID, 200, options).first)
        #expect(same.operations.count + same.operationsNotKept == 200)
    }

    @Test("A bomb is not inflated to its end, and the association goes on")
    func bomb() throws {
        let association = try #require(try timeline(.deflateBomb, 1).first)
        #expect(association.operations.count == 1)
        for operation in association.operations {
            #expect(operation.request?.dataSet?.faults.isEmpty == false)
        }
    }

    @Test(
        "Time and memory of the commands, at a quarter of the size and in full", .enabled(if: TemporaryCapture.isFull),
        .serialized, arguments: Attack.allCases)
    func table(attack: Attack) throws {
        let (quarter, full) = (try TemporaryCapture(attack, attack.full / 4), try TemporaryCapture(attack, attack.full))
        var row = "| \(attack.rawValue) | \(attack.full) |"
        var most = 0
        let commands = [
            ["timeline"], ["check", "--fail-on", "never"], ["report", "--format", "html"],
            ["claims", "draft", "--ae", "ARCHIVE"],
        ]
        for command in commands {
            let (less, more) = (try quarter.measure(command), try full.measure(command))
            if command == ["timeline"] { row += " \(more.megabytes) MB |" }
            row += " \(less.seconds) s | \(more.seconds) s |"
            let peak = max(less.residentMegabytes, more.residentMegabytes)
            most = max(most, peak)
            #expect(peak < (command == ["timeline"] ? 600 : 700), "\(command[0]): memory is bounded")
            #expect(more.seconds < less.seconds * 8 + 0.5, "\(command[0]): time is linear")
        }
        print(row + " \(most) MB |")
    }
}
