"""What is stuck, and a way to try it again."""
