"""What the numbers and texts of a coordinate mean: spellings, coordinate systems, zones."""
