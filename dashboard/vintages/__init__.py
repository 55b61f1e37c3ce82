"""Earlier tables, and what changed between two."""
