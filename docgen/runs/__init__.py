"""The commands, one module each: render, check, convert, verify, status, pull."""
