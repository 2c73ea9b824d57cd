"""Documents out: the weekly brief and the pictures in it."""
