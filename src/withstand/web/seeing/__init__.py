"""What the operation sees: the map, the timeline, the actors and the review."""
