"""Mutants of what a firm does with those who are with it: contacts, gifts, invitations, service."""

from __future__ import annotations

from tests.mutants.mutant import rows

ROWS = (
    *rows(
        "mechanisms/test_allocation.py",
        "simulation/mechanisms/allocation.py",
        (
            "test_gifts_and_invitations_go_where_the_priority_is_and_their_number_stays_within_4_standard_errors",
            "all together rank a fifth too high",
            "rows.priority[people] = weight / exact_sums.mean(weight)",
            "rows.priority[people] = 1.2 * weight / exact_sums.mean(weight)",
        ),
    ),
    *rows(
        "mechanisms/test_answers.py",
        "simulation/mechanisms/answers.py",
        (
            "test_a_share_of_questions_goes_to_the_community_first",
            "questions go to the community first oftener by a third",
            "< self.first * now.lever(",
            "< 1.3 * self.first * now.lever(",
        ),
        (
            "test_an_average_customer_gives_0_02_answers_a_week_and_more_when_grateful_close_and_eager",
            "closeness makes people half as eager again",
            "(1.0 + rows.stage[members] / TOP)",
            "(1.0 + 1.5 * rows.stage[members] / TOP)",
        ),
        (
            "test_what_it_saves_is_what_the_ledger_no_longer_shows",
            "a question without an answer costs no service",
            "- cost[place[PERSON]] * missed",
            "- 0.0 * missed",
        ),
        (
            "test_the_chance_of_an_answer_does_not_depend_on_how_many_are_simulated",
            "questions meet offers within the sample",
            "len(members), purse.account.heads, varies",
            "len(members), 1.0, varies",
        ),
        (
            "test_as_many_answers_are_given_as_received_on_average[0.04]",
            "all that is offered is given",
            "rate * share * questions / offers * willing",
            "rate * willing",
        ),
        (
            "test_answers_are_as_unequal_as_in_real_communities",
            "skill is a third less unequal",
            "INEQUALITY = 1.8",
            "INEQUALITY = 1.2",
        ),
    ),
    *rows(
        "mechanisms/test_co_creation.py",
        "simulation/market/touchpoint.py",
        (
            "test_places_and_overhead_are_paid_for_and_places_are_few",
            "a workshop has half as many places again",
            "cost=0.163, capacity=0.1",
            "cost=0.163, capacity=0.15",
        ),
    ),
    *rows(
        "mechanisms/test_co_creation.py",
        "simulation/mechanisms/co_creation.py",
        (
            "test_a_customer_takes_part_once_a_year_and_oftener_who_is_skilled_grateful_and_believes_the_firm",
            "skill counts by its root",
            "row) * row.skill",
            "row) * np.sqrt(row.skill)",
        ),
        (
            "test_ideas_are_a_poisson_count_of_those_who_took_part_and_nobody_elses",
            "who takes part has ideas oftener by two fifths",
            'now.draw("co_creation.ideas", row), self.ideas)',
            'now.draw("co_creation.ideas", row), 1.4 * self.ideas)',
        ),
        (
            "test_the_stock_halves_in_two_years_and_settles_where_as_many_come_as_go",
            "a fifth of the ideas is lost",
            "+= rows.idea[full].sum()",
            "+= 0.8 * rows.idea[full].sum()",
        ),
    ),
    *rows(
        "mechanisms/test_contact.py",
        "simulation/mechanisms/contact.py",
        (
            "test_needs_and_mails_come_at_their_rates",
            "a tenth of the mails is not sent",
            "rows) < cadence)",
            "rows) < 0.9 * cadence)",
        ),
        (
            "test_needs_come_where_customers_turn_with_them_and_nowhere_else",
            "a store that needs do not come to takes some away",
            'for touchpoint in now.terms.touchpoints if touchpoint.initiative == "need")',
            "for touchpoint in now.terms.touchpoints)",
        ),
        (
            "test_the_queue_serves_its_capacity_and_turns_away_the_rest[0.03]",
            "needs come up less often by a fifth",
            "(u < rate) &",
            "(u < 0.8 * rate) &",
        ),
        (
            "test_few_customers_give_up_as_rarely_as_many_where_there_is_room_for_all",
            "half of the desk is not staffed",
            "staffed = touchpoint.capacity",
            "staffed = 0.5 * touchpoint.capacity",
        ),
        (
            "test_needs_above_the_usual_ones_are_staffed_for[0.14]",
            "the desk is staffed for the usual needs",
            "self.needs_of(now)[purse.firm] / USUAL_NEEDS if need else 1.0",
            "1.0",
        ),
        (
            "test_better_quality_and_ease_leave_fewer_needs[0.0-1.0-0.056]",
            "ease removes half as many needs",
            "1.0 - self.ease_effect *",
            "1.0 - 0.5 * self.ease_effect *",
        ),
    ),
    *rows(
        "mechanisms/test_cross_buying.py",
        "simulation/mechanisms/cross_buying.py",
        (
            "test_a_share_of_contacts_comes_with_an_offer_and_the_closest_take_up_a_twentieth[1.0]",
            "offers are taken up oftener by a third",
            "taken_up(self.appeal,",
            "taken_up(1.3 * self.appeal,",
        ),
    ),
    *rows(
        "mechanisms/test_education.py",
        "simulation/mechanisms/education.py",
        (
            "test_lessons_are_given_as_often_as_the_lever_says",
            "a tenth of the lessons is not given",
            '< now.lever("lessons", row)',
            '< 0.9 * now.lever("lessons", row)',
        ),
    ),
    *rows(
        "mechanisms/test_encounters.py",
        "simulation/mechanisms/encounters.py",
        (
            "test_a_share_of_contacts_comes_with_an_invitation_and_an_average_customer_accepts_0_45_of_them[0.3]",
            "a fifth of the invitations is not made",
            "in_proportion_to(rows.priority[asked], share)",
            "in_proportion_to(rows.priority[asked], 0.8 * share)",
        ),
    ),
    *rows(
        "mechanisms/test_gifts.py",
        "simulation/mechanisms/gifts.py",
        (
            "test_gifts_come_at_their_rate_and_cost_their_size_and_their_handling[0.5]",
            "a tenth of the gifts is not given",
            "in_proportion_to(rows.priority[people], rate)",
            "in_proportion_to(rows.priority[people], 0.9 * rate)",
        ),
        (
            "test_what_must_be_earned_is_no_gift[0.5]",
            "a fifth of what must be earned is given all the same",
            "rate *= 1.0 - now.levers",
            "rate *= 1.0 - 0.8 * now.levers",
        ),
    ),
    *rows(
        "mechanisms/test_self_service.py",
        "simulation/mechanisms/self_service.py",
        (
            "test_a_share_of_personal_needs_goes_to_self_service[0.4]",
            "half as many again are sent to self-service",
            '< now.lever("self_service", rows)[needs]',
            '< 1.5 * now.lever("self_service", rows)[needs]',
        ),
    ),
    *rows(
        "mechanisms/test_shared_values.py",
        "simulation/mechanisms/shared_values.py",
        ("test_two_thirds_share_them", "fewer share the values of firms", "SHARE = 0.64", "SHARE = 0.6"),
    ),
    *rows(
        "mechanisms/test_failure.py",
        "simulation/mechanisms/failure.py",
        (
            "test_a_contact_fails_at_the_stated_risk_and_is_major_in_the_stated_share",
            "fewer failures are minor by a tenth",
            ">= self.minor_share",
            ">= 0.9 * self.minor_share",
        ),
    ),
    *rows(
        "mechanisms/test_recovery.py",
        "simulation/mechanisms/recovery.py",
        (
            "test_complaints_and_amends_come_at_their_rates",
            "people complain oftener by a tenth",
            "< self.complaint + self",
            "< 1.1 * self.complaint + self",
        ),
    ),
    *rows(
        "mechanisms/test_climate.py",
        "simulation/mechanisms/climate.py",
        (
            "test_the_economy_has_its_stated_deviation_and_memory",
            "the shocks of the economy are too small for its memory",
            "np.sqrt(1.0 - kept * kept)",
            "np.sqrt(1.0 - kept)",
        ),
    ),
    *rows(
        "mechanisms/test_climate.py",
        "simulation/mechanisms/failure.py",
        (
            "test_mishaps_multiply_failures",
            "mishaps count by their root",
            "exposure *= now.firms.mishap[row.provider] /",
            "exposure *= np.sqrt(now.firms.mishap[row.provider]) /",
        ),
    ),
)
