"""The one view: what an audience may see, on a day, as known at a moment."""
