"""Run OMA Builder from a checkout: `python build.py`."""

import os
import signal
import sys

if __name__ == "__main__":  # Windows and macOS import this file anew in each worker process
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))  # until the program itself listens: nothing has begun
    try:
        from oma_builder.cli import main
    except (MemoryError, SystemError):  # the latter from libraries that do not say so of the former
        sys.exit(sys.stderr.write("La mémoire manque : fermez des programmes, puis relancez.\n") and 3)
    main()
