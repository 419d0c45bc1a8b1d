"""The bureau's changed form against a pack: what it has of the old one, and what is new."""
