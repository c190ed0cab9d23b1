"""Trials of a persona: what it answers, and whether that is what its author wants."""
