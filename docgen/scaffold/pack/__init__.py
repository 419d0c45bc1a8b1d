"""A template pack drafted from the bureau's blank forms.

forms -> table regions, lines, headings -> fields and blocks -> tags in the forms, schema, rules
    -> a pack, tried: filled with nothing it equals the forms
"""
