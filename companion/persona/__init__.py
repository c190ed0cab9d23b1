"""Personas: YAML files made into frozen objects."""
