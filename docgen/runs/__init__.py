"""What each command does, a module a verb: render, check, convert, verify, status, pull."""
