"""The demo: invented people, invented papers, and the camera that photographs them."""
