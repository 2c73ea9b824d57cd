"""What obstruction did to us and to what we can see: counts, rates per attempt, time blind, weight, what followed."""
