"""Public lists of sanctioned or watched names as files: read as they are published, never fetched."""
