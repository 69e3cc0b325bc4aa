"""The web's door: health, figures, the webhook; pages and the API hang on the same application."""
