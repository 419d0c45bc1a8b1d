"""What is handed in: the evidence behind a report, and bundles."""
