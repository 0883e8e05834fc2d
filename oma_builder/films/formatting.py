"""Figures of films, in French: `3 min 12 s`, `−28,4 LUFS`, `640 × 360 pixels`."""

from oma_builder.guide.vocabulary import thousands

FIXED = "\u00a0"  # espace insécable


def whole(seconds: float) -> int:
    """Return whole seconds: one that has begun does not count; what was measured may be short by half a tenth."""
    return int(seconds + 0.05)


def lasting(seconds: float) -> str:
    """Return `45 s`, `3 min 12 s` or `10 h 0 min`; a second that has begun does not count."""
    minutes, rest = divmod(whole(seconds), 60)
    if minutes >= 60:
        return f"{thousands(minutes // 60)}{FIXED}h {minutes % 60}{FIXED}min".replace(" ", FIXED)
    if minutes:
        return f"{minutes}{FIXED}min{FIXED}{rest}{FIXED}s" if rest else f"{minutes}{FIXED}min"
    return f"{rest}{FIXED}s"


def moment(seconds: float) -> str:
    """Return `1:05`, as players show a time."""
    minutes, rest = divmod(whole(seconds), 60)
    return f"{minutes}:{rest:02}"


def size(pair: tuple[int, int]) -> str:
    """Return `1 280 × 720`."""
    return f"{thousands(pair[0])}{FIXED}×{FIXED}{thousands(pair[1])}"


def loudness(lufs: float) -> str:
    """Return `−28,4 LUFS`."""
    return f"{number(lufs, 1)}{FIXED}LUFS"


def number(value: float, decimals: int) -> str:
    """Return `29,97`, `24` or `−28,4`: no more decimals than it takes."""
    digits = f"{value:.{decimals}f}"
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return digits.replace("-", "−").replace(".", ",")
