"""The personas that ship with the program, as YAML files."""
