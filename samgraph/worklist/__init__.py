"""Links that a plan may have left out, as a list for a person to go through; never counted."""
