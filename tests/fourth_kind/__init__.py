"""The proof that a kind of case is one folder: a made-up one, played through the whole house."""
