"""The register of places as whole files: on the command line, and for what captains send."""
