"""Language models behind one protocol."""

INSTALL_ENGINE = "python -m pip install xllamacpp gguf"
"""What brings the engine that runs weights in this process: the extra `embedded`."""
