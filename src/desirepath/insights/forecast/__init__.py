"""What will customers do next? What they will still bring, who may stay away, and how well that was told before."""
