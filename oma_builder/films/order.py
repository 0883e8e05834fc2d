"""What is asked of a preparation, and what is refused before any work is done."""

from dataclasses import dataclass
from pathlib import Path

from oma_builder.content.filenames import wrong_name
from oma_builder.films import recipe
from oma_builder.problems import BuildError, ExitCode
from oma_builder.project import FILMS


@dataclass(frozen=True, slots=True)
class Order:
    """A film that was handed in, what it is called in `content/films/`, and when its poster is taken.

    Films are kept beside the content; `cache` remembers which were made; `longest` is what its brief allows, in seconds.
    """

    film: Path
    id: str
    content: Path
    cache: Path
    poster_at: float | None = None
    longest: int = recipe.LONGEST

    @property
    def target(self) -> Path:
        """The prepared film."""
        return self.content.parent / FILMS / f"{self.id}.mp4"

    @property
    def poster(self) -> Path:
        """The picture that stands for it."""
        return self.target.with_suffix(".jpg")

    @property
    def document(self) -> Path:
        """What authors say of the film."""
        return self.content / "films" / f"{self.id}.yaml"

    @property
    def captions(self) -> Path:
        """What is said in it."""
        return self.document.with_suffix(".vtt")


def check(order: Order) -> None:
    """Raise `BuildError` when the name is no name, or the film is where it must not be."""
    if wrong := wrong_name(order.id, "", order.id):
        message = f"--film {order.id} : {wrong.message}"
        raise BuildError(message, wrong.hint.replace("renommez-le", "écrivez --film"), ExitCode.USAGE)
    if not order.content.is_dir():
        hint = "lancez la commande depuis le dossier du projet, ou donnez --content DOSSIER"
        raise BuildError(f"le dossier {order.content} n’existe pas", hint, ExitCode.USAGE)
    if not order.film.is_file():
        what = "n’est pas un fichier" if order.film.exists() else "n’existe pas"
        raise BuildError(f"{order.film} {what}", "vérifiez le nom du film et son dossier", ExitCode.USAGE)
    if order.film.resolve().is_relative_to(order.content.resolve()):
        hint = "sortez-le du dossier du contenu, puis relancez : Git n’oublie jamais ce qu’on lui confie"
        raise BuildError(f"{order.film} est dans le contenu, où un film n’a pas sa place", hint, ExitCode.USAGE)
    if order.target.exists() and order.film.samefile(order.target):
        hint = "donnez le film d’origine, tel que la classe l’a envoyé ; s’il est seul ici, déplacez-le d’abord"
        raise BuildError(f"{order.film} est le fichier que cette commande écrit", hint, ExitCode.USAGE)
