"""2 Prepare: what leaders decided, why, against whose advice, and until when it holds."""
