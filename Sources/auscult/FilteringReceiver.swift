import AssociationTimeline
import Reporting
import RuleEngine

/// Lets pass only what a filter admits: associations and, where it speaks of operations, of these the operations.
final class FilteringReceiver: AssociationReceiver {
    private let filter: TimelineFilter
    private let receiver: TimelineReport

    init(_ filter: TimelineFilter, _ receiver: TimelineReport) {
        self.filter = filter
        self.receiver = receiver
    }

    func ended(_ association: Association) {
        receiver.meet(association)
        guard filter.admits(association) else { return }
        guard filter.namesOperations else { return receiver.ended(association) }
        var admitted = association
        admitted.operations = association.operations.filter { filter.admits($0, of: association) }
        receiver.ended(admitted)
    }
}
