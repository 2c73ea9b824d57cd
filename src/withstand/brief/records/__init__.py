"""Records as files: exports, reading them back, templates to fill in."""
