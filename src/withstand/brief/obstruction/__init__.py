"""Tables of obstruction for people, programs and spreadsheets, from one value."""
