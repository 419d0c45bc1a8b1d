"""Checks of a unit against its pack that need no Word file."""
