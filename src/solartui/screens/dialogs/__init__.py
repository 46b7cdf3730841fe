"""Small screens that ask one thing and give back the answer, None where the person changed their mind."""
