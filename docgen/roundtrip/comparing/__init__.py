"""What the office has edited, and where: aligned, compared, located, shown."""
