"""A labelled set of pairs of names: `make.py` makes the generated ones from a seed, `by_hand.csv` holds hard cases."""
