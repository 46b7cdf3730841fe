"""What is to be built: designs of projects, their roofs, their parts and their prices."""
