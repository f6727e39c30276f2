"""Every capture, by what it is about; the order is that of Captures/README.md."""

MODULES = ("verification", "storage", "data_sets", "query", "workflow", "rejection", "negotiation", "abort",
           "connection", "transport", "fragments", "oddities", "cuts", "tunnels", "day")
