"""The field's words as versioned data, with labels."""
