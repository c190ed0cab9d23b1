"""The floor that no persona can lower."""
