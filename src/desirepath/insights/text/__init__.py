"""What people write: the language of each comment, how it feels, and what it is about."""
