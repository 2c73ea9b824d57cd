"""Units, offices and groups: who is who, and under whom, on a day."""
