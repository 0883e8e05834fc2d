"""How fast we are, beside Hugo and WeasyPrint, on trades that do not exist."""
