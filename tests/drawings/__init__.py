"""Drawings as the world draws them: samples of public sets, and a command that tries whole sets."""
