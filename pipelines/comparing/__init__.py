"""What progress.py holds targets against reports with: intervals, which rows are comparable, and the pace."""
