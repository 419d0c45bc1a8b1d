"""A unit against its pack: problems that need no Word file."""
