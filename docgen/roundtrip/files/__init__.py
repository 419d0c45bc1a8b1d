"""What lies beside the reports: fingerprints, bases, locks, what was pulled."""
