def booklet(pdf, n):
    return pdf
