"""Her colours can be read, in the dark and in the light."""

from __future__ import annotations

import pytest
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from companion.ui.themes import DARK, LIGHT, opposite

OURS = [DARK, LIGHT]


def ratio(one: Color, other: Color) -> float:
    """Contrast as WCAG 2.1 defines it: 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(color: Color) -> float:
    """Relative luminance, 0 to 1."""

    def linear(value: float) -> float:
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue = (linear(part) for part in color.normalized)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
@pytest.mark.parametrize("name", ["foreground", "primary", "secondary", "accent", "warning", "error"])
@pytest.mark.parametrize("ground", ["background", "surface", "panel"])
def test_what_is_to_be_read_stands_out(theme: Theme, name: str, ground: str) -> None:
    colors = theme.to_color_system().generate()
    assert ratio(Color.parse(colors[name]), Color.parse(colors[ground])) >= 4.5


@pytest.mark.parametrize("theme", OURS, ids=lambda theme: theme.name)
def test_what_is_only_there_when_looked_for_is_still_legible(theme: Theme) -> None:
    colors = theme.to_color_system().generate()
    for ground in ("background", "surface"):
        assert ratio(Color.parse(theme.variables["faint"]), Color.parse(colors[ground])) >= 3.5


def test_the_toggle_goes_to_the_other_side_and_back() -> None:
    assert opposite(DARK.name, dark=True) == LIGHT.name
    assert opposite(LIGHT.name, dark=False) == DARK.name


@pytest.mark.parametrize("name", ["nord", "textual-light", "dracula"])
def test_from_a_theme_of_textual_it_goes_to_one_of_ours(name: str) -> None:
    dark = BUILTIN_THEMES[name].dark
    assert opposite(name, dark=dark) == (LIGHT if dark else DARK).name
