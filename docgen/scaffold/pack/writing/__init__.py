"""Fields become tags, schema.json and pack.yaml."""
