"""Two groups under one question: the difference of every row, with an interval of its own."""
