"""From the measured map to scenes: pure functions from the document to boxes, lines and text."""
