"""Turns: recall, compose, stream, record; afterwards, reflect."""
