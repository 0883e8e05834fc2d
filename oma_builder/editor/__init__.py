"""The editor's desk: preview while writing."""
