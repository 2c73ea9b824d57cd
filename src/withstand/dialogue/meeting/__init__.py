"""The page before a meeting, as values: who they are, what they can deliver, what is open, what to say and what not."""
