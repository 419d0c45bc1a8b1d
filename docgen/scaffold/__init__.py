"""Starting points: content for a new edition, and a pack drafted from blank official forms."""
