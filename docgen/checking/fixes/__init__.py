"""What to type where a value or a key of a YAML file is wrong."""
