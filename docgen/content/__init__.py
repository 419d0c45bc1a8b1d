"""Content as writers type it: values with their places, and edits written back in place."""
