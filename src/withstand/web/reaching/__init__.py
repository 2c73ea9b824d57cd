"""Who of ours speaks with whom, who can deliver an ask, and rehearsals: pages."""
