"""Fields: what their instructions say, what they show, and what they should show."""
