"""What she proposes, and whether and when she speaks up."""
