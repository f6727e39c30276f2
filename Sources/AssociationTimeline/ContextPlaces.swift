/// Where in a list the presentation context of an ID stands.
struct ContextPlaces {
    /// By ID; one more than the place, 0 for none. IDs beyond what 16 bits can tell are not found.
    private var places = InlineArray<256, UInt16>(repeating: 0)

    subscript(id: UInt8) -> Int? {
        get {
            let place = places[Int(id)]
            return place == 0 ? nil : Int(place) - 1
        }
        set { places[Int(id)] = newValue.flatMap { UInt16(exactly: $0 + 1) } ?? 0 }
    }
}
