"""What a person settles: the review queue, corrections, additions and conflicts."""
