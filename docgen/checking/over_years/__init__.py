"""The same thing in the same year, as several documents state it."""
