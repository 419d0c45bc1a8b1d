"""Looking into a pack: its placeholders, and all that is wrong with it."""
