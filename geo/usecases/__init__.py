"""What a user does, one module per thing; each owns its transactions and returns plain results."""
