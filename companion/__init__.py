"""The companion: a program that talks, remembers and speaks up."""

__version__ = "0.1.0"
