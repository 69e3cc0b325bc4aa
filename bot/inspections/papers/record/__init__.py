"""The record of a visit: who came, who approved, what was answered, what was signed; as plain values."""
