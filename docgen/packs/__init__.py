"""What the template keeper says about a form: parts, schema, derived values."""
