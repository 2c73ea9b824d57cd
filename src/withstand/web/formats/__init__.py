"""How days and moments are written, where the framework's own way is not an operation's."""
