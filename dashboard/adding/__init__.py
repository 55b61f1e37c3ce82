"""A new article: pasted or uploaded, previewed by a process of its own, saved."""
