"""Her two themes: warm and quiet, one for dark terminals and one for light ones."""

from __future__ import annotations

from textual.theme import Theme

DARK = Theme(
    name="samantha-dark",
    primary="#e8927c",
    secondary="#b9a394",
    accent="#e0b88a",
    warning="#e0b060",
    error="#e5737d",
    success="#9dbd8a",
    foreground="#e9e1d8",
    background="#191615",
    surface="#211d1b",
    panel="#2a2523",
    dark=True,
    variables={
        "border": "#e8927c",
        "border-blurred": "#4a413c",
        "input-cursor-background": "#e8927c",
        "input-cursor-foreground": "#191615",
        "input-selection-background": "#e8927c 30%",
        "block-cursor-background": "#3a322e",
        "block-cursor-foreground": "#f6efe7",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#2f2926",
        "block-cursor-blurred-foreground": "#e9e1d8",
        "markdown-h1-color": "#f0c9a8",
        "markdown-h2-color": "#f0c9a8",
        "markdown-h2-text-style": "bold",
        "markdown-h3-color": "#e0b88a",
        "link-color": "#e0b88a",
        "scrollbar": "#3b3430",
        "scrollbar-hover": "#5b504a",
        "scrollbar-active": "#e8927c",
        "scrollbar-background": "#191615",
        "scrollbar-background-hover": "#191615",
        "scrollbar-background-active": "#191615",
        "faint": "#8a7d74",
    },
)
LIGHT = Theme(
    name="samantha-light",
    primary="#a54029",
    secondary="#6e5b4e",
    accent="#855418",
    warning="#855608",
    error="#b3293a",
    success="#4b7038",
    foreground="#362e28",
    background="#fbf7f1",
    surface="#f4eee5",
    panel="#eee5d9",
    dark=False,
    variables={
        "border": "#a54029",
        "border-blurred": "#d8cbbb",
        "input-cursor-background": "#a54029",
        "input-cursor-foreground": "#fbf7f1",
        "input-selection-background": "#a54029 22%",
        "block-cursor-background": "#e6d9c9",
        "block-cursor-foreground": "#2a231e",
        "block-cursor-text-style": "none",
        "block-cursor-blurred-background": "#eee5d9",
        "block-cursor-blurred-foreground": "#362e28",
        "markdown-h1-color": "#8a4320",
        "markdown-h2-color": "#8a4320",
        "markdown-h2-text-style": "bold",
        "markdown-h3-color": "#8a4320",
        "link-color": "#855418",
        "scrollbar": "#dccfbf",
        "scrollbar-hover": "#c5b4a0",
        "scrollbar-active": "#a54029",
        "scrollbar-background": "#fbf7f1",
        "scrollbar-background-hover": "#fbf7f1",
        "scrollbar-background-active": "#fbf7f1",
        "faint": "#7c6e61",
    },
)


def opposite(name: str, *, dark: bool) -> str:
    """The theme on the other side of the toggle; a theme of Textual's own gives way to one of ours."""
    if name == DARK.name:
        return LIGHT.name
    return LIGHT.name if dark and name != LIGHT.name else DARK.name
