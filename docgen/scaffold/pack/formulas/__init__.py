"""What a form says of its figures: sums, rates, scores."""
