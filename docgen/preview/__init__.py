"""The page in the browser: each word knows its line, and can be put right there."""
