"""Chains: from a signal along goals and partners to a figure, and where they break."""
