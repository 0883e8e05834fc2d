"""Run OMA Builder from a checkout: `python build.py`."""

from oma_builder.cli import main

main()
