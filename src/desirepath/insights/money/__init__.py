"""What pains cost: adjusted effects, priced with what customers spend, graded by what is known of their cause."""
