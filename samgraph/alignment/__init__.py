"""Alignment: which targets outside the plan its goals and themes touch, and which none does."""
