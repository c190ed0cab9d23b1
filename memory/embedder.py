"""What turns text into vectors, as the memory sees it: any object of this shape will do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray


class Embedder(Protocol):
    """Texts to points, so that texts of like meaning lie near each other. Deterministic."""

    @property
    def name(self) -> str:
        """Which model it is: vectors of one name are never compared with those of another."""

    @property
    def dimensions(self) -> int:
        """Numbers in a vector."""

    def embed(self, texts: Sequence[str], query: bool = False) -> NDArray[np.float32] | NDArray[Any]:  # noqa: FBT001, FBT002
        """float32 of shape (texts, dimensions), rows of length 1. `query`: the texts are questions.

        Whatever it raises, recall goes on without vectors.
        """
