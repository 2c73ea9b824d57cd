"""Did presence change violence, by perpetrator: small estimators, and how far they can be trusted (methods 3)."""
