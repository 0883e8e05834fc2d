"""Colours and finished PDFs for machines that print."""
