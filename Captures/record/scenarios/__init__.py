"""Every capture, by what it is about; the order is that of Captures/README.md."""

MODULES = ("verification", "storage", "data_sets", "query", "workflow", "rejection", "negotiation", "abort",
           "connection", "transport", "fragments", "oddities", "rules_association", "rules_transport",
           "rules_messages", "rules_objects", "rules_security", "rules_services", "rules_workflow", "claims",
           "claims_bounds", "legal", "hostile", "cuts", "tunnels", "day")
