"""The preview in a real browser: Debian's chromium, headless."""
