"""What experience may change in a persona: found in what was said, held against rules, suggested."""
