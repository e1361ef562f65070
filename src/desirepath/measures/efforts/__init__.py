"""What an attempt at a goal costs a customer: a kernel over whole customers."""
