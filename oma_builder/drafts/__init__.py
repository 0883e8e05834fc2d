"""New documents: one to be written, explained field by field, or many at once out of a table; and the pictures they show."""
