"""With, despite or against on pages: what the evidence says, what was chosen, consent, our responses, presence."""
