import Evidence

/// Which end of an association the product is, as the layers beneath name it.
typealias Side = Evidence.AssociationSide
