"""The image: what its files say, and the image itself, built and run."""
