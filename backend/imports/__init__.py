"""Orders, shipments and customers from CSV or JSON files: all of a file, or nothing."""
