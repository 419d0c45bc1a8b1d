"""Content for a new edition: carried forward from the last one, or blank."""
