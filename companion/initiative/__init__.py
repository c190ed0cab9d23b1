"""Speaking up: what is worth proposing, when to bring it up, and reminders at their time."""
