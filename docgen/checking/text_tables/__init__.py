"""The figures of tables in texts: their rows and columns, and what follows from what."""
