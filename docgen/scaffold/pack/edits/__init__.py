"""Corrections of a pack: in templates, schema, pack.yaml and content, or in none of them."""
