"""Template packs: parts, schema, derived values, rules and the official format of a form."""
