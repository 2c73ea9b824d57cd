"""Alerts after they came, and words for a superior of those they are about: pages."""
