"""Balance: how evenly a plan spreads its links over things, and its money over groups."""
