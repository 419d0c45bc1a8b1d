"""Drafts a template pack from the bureau's blank forms.

forms -> table regions, lines, headings -> fields and blocks -> tags in the forms, schema, rules
    -> a pack, self-checked: filled with empty content it equals the forms
"""
