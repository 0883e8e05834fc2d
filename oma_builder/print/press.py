def press_ready(pdf, today):
    return pdf


def spine(pages, t):
    return -(-pages // 4) * 2 * t
