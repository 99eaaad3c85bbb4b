"""What readers see: pages as values, in the words of one language."""
