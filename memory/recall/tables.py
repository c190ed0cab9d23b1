"""The tables that recall has of its own."""
from __future__ import annotations
MIGRATIONS = []
