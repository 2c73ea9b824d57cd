"""Documents of due diligence on support: one paper each, written as page, Word file, PDF or text."""
