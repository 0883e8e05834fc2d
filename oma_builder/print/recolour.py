def recolour(pdf, inks):
    return pdf
