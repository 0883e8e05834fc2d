"""Authors' side: text becomes checked documents."""
