"""Run OMA Builder from a checkout: `python build.py`."""

from oma_builder.cli import main

if __name__ == "__main__":  # Windows and macOS import this file anew in each worker process
    main()
