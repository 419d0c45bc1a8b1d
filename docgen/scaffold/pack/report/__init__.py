"""A drafted pack as its keeper sees it: each blank, what became of it, and where it stands."""
