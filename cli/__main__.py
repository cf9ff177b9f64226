"""``python -m cli``, the same as ``ressourcenkarten``."""

from cli import main

main(prog_name="ressourcenkarten")
