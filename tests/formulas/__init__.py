"""Small tables with the formulas that they make certain, and a judge of those that are drafted."""
