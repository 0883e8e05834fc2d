"""What authors write: one module per kind of document, one model per noun."""
