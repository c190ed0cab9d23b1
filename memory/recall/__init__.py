"""Recall: what was said, found again by its words, its time, its speaker, its neighbours and its meaning."""

from memory.recall.lookup import search
from memory.recall.recollect import recall

__all__ = ["recall", "search"]
