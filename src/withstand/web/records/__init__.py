"""Reading records: lists, one record with its history and links, search."""
