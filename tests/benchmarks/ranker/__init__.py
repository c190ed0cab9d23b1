"""Where the numbers of the ranker come from: invented conversations, and what learns from them."""
