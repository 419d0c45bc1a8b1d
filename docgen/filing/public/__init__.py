"""Public copies of reports: what is private is taken out, and searched for."""
