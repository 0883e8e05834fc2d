"""Run OMA Builder from a checkout: `python build.py`."""

import os
import signal

if __name__ == "__main__":  # Windows and macOS import this file anew in each worker process
    signal.signal(signal.SIGINT, lambda *_: os._exit(130))  # until the program itself listens: nothing has begun

    from oma_builder.cli import main

    main()
