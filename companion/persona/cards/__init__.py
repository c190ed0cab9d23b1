"""Character cards of other programs: read from JSON, PNG and CHARX, made into persona files, and back."""
