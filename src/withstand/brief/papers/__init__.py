"""Papers: what is said once as blocks, written as a page, a Word file, a PDF or on a terminal, and handed out."""
