"""Actors in and out: research sheets, entities of FollowTheMoney, what would be entered and what is set aside."""
