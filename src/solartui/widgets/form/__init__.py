"""Fields of forms: each draws its label, its value, what is to be said beside it and what is wrong with it."""
