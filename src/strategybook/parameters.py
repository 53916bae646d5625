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
        ISO 3166 alpha-3 codes of the countries to compare with; none stands for those that fit
        the country, see `strategybook.peers`.
    """

    country: str = OWN_COUNTRY
    language: str = "en"
    as_of: str = "latest"
    peers: tuple[str, ...] = ()

    def for_papermill(self) -> dict[str, object]:
        """Return the values as plain literals, in the order of the notebooks' cell."""
        return asdict(self) | {"peers": list(self.peers)}


def _refuse(name: str, value: object, allowed: list[str]) -> None:
    raise InputError(f"Parameter {name}", "option.parameter", value=value, known=", ".join(allowed))


def _check_country(name: str, code: str) -> None:
    """Refuse what is no code of a country, and a country that no source has figures of."""
    from strategybook import panel  # which itself rests on this module

    if code not in countries.regions().index:
        known = countries.nearest(code, list(countries.regions().index))
        raise InputError(f"Parameter {name}", "option.country", value=code, known=known)
    if code != OWN_COUNTRY and not panel.sources_of(code):
        raise InputError(f"Parameter {name}", "option.no_figures", value=code)


def check(parameters: Parameters) -> Parameters:
    """Return the parameters if they are allowed.

    Raises
    ------
    InputError
        Of the first parameter that is not, with the allowed values, or for a country a few close.
    """
    if parameters.language not in LANGUAGES:
        _refuse("language", parameters.language, list(LANGUAGES))
    editions.checked(parameters.as_of)
    _check_country("country", parameters.country)
    for peer in parameters.peers:
        if peer == parameters.country:
            raise InputError("Parameter peers", "option.own_peer", value=peer)
        _check_country("peers", peer)
    return parameters


def with_peers(country: str, peers: tuple[str, ...]) -> tuple[str, ...]:
    """Return the peers without the country itself, so that a default list suits every country."""
    return tuple(peer for peer in peers if peer != country)
