"""Claims: what sentences say that figures have to do with each other, and whether it is so."""
