"""What writers type, as values that know their places."""
