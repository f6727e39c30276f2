import AssociationTimeline

extension PresentationContext.Roles {
    var words: String {
        switch (scu, scp) {
        case (true, true): "SCU and SCP"
        case (true, false): "SCU"
        case (false, true): "SCP"
        case (false, false): "neither SCU nor SCP"
        }
    }
}
