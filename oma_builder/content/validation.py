"""The rules over all documents: each is one function of the corpus and the day."""

import datetime
from collections.abc import Callable, Iterator

from oma_builder.content.loader import Corpus
from oma_builder.content.rules import (
    accessibilite,
    accueils,
    cahiers,
    convention,
    dates,
    editions,
    etudes,
    films,
    glossaire,
    metiers,
    names,
    publics,
    recherche,
    recrutement,
    relations,
    release,
    secteurs,
    territoires,
    validations,
)
from oma_builder.problems import Problem

Rule = Callable[[Corpus, datetime.date], Iterator[Problem]]


def validate(corpus: Corpus, today: datetime.date, *, for_release: bool = False) -> tuple[Problem, ...]:
    """Run every rule; `today` is the day the guide is built for. A version to be released has rules of its own."""
    rules = (*RULES, *RELEASE_RULES) if for_release else RULES
    return tuple(problem for rule in rules for problem in rule(corpus, today))


RULES: tuple[Rule, ...] = (
    names.site_is_there,
    names.names_differ,
    names.interests_are_told_once,
    names.all_interests_are_there,
    names.all_interests_ask,
    names.nobody_is_named,
    relations.references_exist,
    relations.similar_is_another,
    relations.formations_never_lead_back,
    secteurs.colours_tell_sectors_apart,
    metiers.rome_code_is_known,
    metiers.rome_code_is_of_this_trade,
    metiers.interests_agree_with_rome,
    metiers.pay_grows,
    etudes.diploma_is_that_of_the_paths,
    etudes.access_is_that_of_the_paths,
    etudes.campuses_reach_trades,
    etudes.codes_are_to_be_confirmed,
    editions.replaced_sheets_are_gone,
    editions.renamed_sheets_lead_on,
    editions.short_codes_differ,
    editions.printed_sheets_lead_on,
    accueils.staff_immersion_is_short,
    accueils.places_are_departements,
    publics.adults_are_told_vous,
    publics.adults_have_their_words_of_rules,
    cahiers.limits_leave_room,
    cahiers.pictures_stand_as_told,
    films.films_have_a_place,
    films.films_differ,
    films.players_are_ours,
    films.films_keep_to_their_brief,
    films.captions_belong_to_films,
    films.captions_can_be_read,
    dates.windows_open_before_they_close,
    dates.windows_are_of_their_time,
    dates.events_end_after_they_begin,
    dates.events_are_of_their_time,
    dates.events_are_ahead,
    dates.rules_begin_before_they_end,
    dates.rules_are_in_force,
    dates.labels_make_sense,
    dates.labels_are_valid,
    dates.offers_are_open,
    dates.films_are_allowed,
    dates.past_dates_are_past,
    dates.reviews_are_fresh,
    accessibilite.criteria_are_told_once,
    accessibilite.findings_are_explained,
    accessibilite.audit_is_recent,
    glossaire.terms_are_told_once,
    glossaire.terms_lead_to_terms,
    glossaire.facts_have_sources,
    recherche.wishes_are_told_once,
    territoires.territories_are_attached,
    territoires.territory_codes_are_known,
    recrutement.surveys_are_of_their_year,
    recrutement.survey_figures_add_up,
    recrutement.surveys_are_recent,
    recrutement.matches_are_told_once,
    recrutement.matches_are_official,
    recrutement.matches_are_surveyed,
    recrutement.sheets_have_matches,
    convention.convention_dates_are_in_order,
    convention.convention_terms_are_told,
    validations.kinds_to_approve_exist,
    validations.approvals_have_a_subject,
    validations.approvals_are_as_recorded,
)

RELEASE_RULES: tuple[Rule, ...] = (
    release.samples_stay_at_home,
    release.nothing_is_left_to_fill_in,
    release.accessibility_was_audited,
    convention.nothing_is_released_without_a_convention_in_force,
)
