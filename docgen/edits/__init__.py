"""What the office typed into a built file is not to be lost."""
