"""1 Persuade through dialogue: what both want, who was asked for what, what was promised, and what followed."""
