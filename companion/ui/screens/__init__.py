"""Whole screens of the terminal UI."""
