"""The parameters of every chapter, checked before a kernel starts."""

from dataclasses import asdict, dataclass

from strategybook import countries, editions
from strategybook.errors import InputError
from strategybook.language import LANGUAGES

OWN_COUNTRY = "THA"
ASEAN_PEERS = ("BRN", "IDN", "KHM", "LAO", "MMR", "MYS", "PHL", "SGP", "VNM")


@dataclass(frozen=True)
class Parameters:
    """What a chapter is about.

    Attributes
    ----------
    country
        ISO 3166 alpha-3 code of the country that the chapter is about.
    language
        `en` or `th`.
    as_of
        Which editions the half "since then" may see: `latest`, `strategy` or a year of
        publication.
    peers
        ISO 3166 alpha-3 codes of the countries to compare with.
    """

    country: str = OWN_COUNTRY
    language: str = "en"
    as_of: str = "latest"
    peers: tuple[str, ...] = ASEAN_PEERS

    def for_papermill(self) -> dict[str, object]:
        """Return the values as plain literals, in the order of the notebooks' cell."""
        return asdict(self) | {"peers": list(self.peers)}


def _refuse(name: str, value: object, allowed: list[str]) -> None:
    raise InputError(f"Parameter {name}", "option.parameter", value=value, known=", ".join(allowed))


def known_countries() -> list[str]:
    """Return the codes of all countries that the index chapters cover."""
    return sorted(set(countries.publisher_names("un_egov").values()))


def check(parameters: Parameters) -> Parameters:
    """Return the parameters if they are allowed.

    Raises
    ------
    InputError
        With the allowed values of the first parameter that is not.
    """
    known = known_countries()
    as_of = [*editions.AS_OF_WORDS, *editions.publication_years()]
    single = {
        "country": known,
        "language": list(LANGUAGES),
        "as_of": as_of,
    }
    for name, allowed in single.items():
        if getattr(parameters, name) not in allowed:
            _refuse(name, getattr(parameters, name), allowed)
    for peer in parameters.peers:
        if peer not in known or peer == parameters.country:
            others = [code for code in known if code != parameters.country]
            _refuse("peers", peer, others)
    return parameters


def with_peers(country: str, peers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the peers without the country itself, so that a default list suits every country."""
    return tuple(peer for peer in peers if peer != country)
