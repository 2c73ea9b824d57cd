"""Tables of stance for people, programs and spreadsheets."""
