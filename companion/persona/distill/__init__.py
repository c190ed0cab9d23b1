"""A persona distilled from someone's own words: by code alone, and the same from the same text."""
