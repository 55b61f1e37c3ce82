"""Search and facets over all observations."""
