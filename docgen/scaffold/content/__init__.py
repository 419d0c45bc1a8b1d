"""Content for a new edition: brought over from the last one, or from nothing."""
