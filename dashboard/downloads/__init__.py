"""What leaves the dashboard: files, addresses, citations."""
