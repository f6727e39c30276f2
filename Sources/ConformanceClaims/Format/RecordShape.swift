/// A mapping with fields of fixed names.
struct RecordShape: Sendable {
    struct Field: Sendable {
        var name: String
        var shape: Shape
        /// For whoever writes a file, shown by editors.
        var summary: String
        var isRequired = false

        init(_ name: String, _ shape: Shape, _ summary: String, required: Bool = false) {
            self.name = name
            self.shape = shape
            self.summary = summary
            isRequired = required
        }
    }

    /// Of its definition in the JSON Schema, and of what it is in messages: `service`.
    var name: String
    var summary: String
    var fields: [Field]

    func field(_ name: String) -> Field? { fields.first { $0.name == name } }
}
