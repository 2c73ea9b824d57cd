"""The working group on pages: its week, carrying forward, agenda and action sheet, the matrix in and out."""
