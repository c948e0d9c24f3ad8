"""Mutants of how people leave, and of what is taken out so that the status quo leaves and buys as observed."""

from __future__ import annotations

from tests.mutants.mutant import rows

ROWS = (
    *rows(
        "mechanisms/test_churn.py",
        "simulation/mechanisms/churn.py",
        (
            "test_constant_churn_leaves_a_geometric_curve[0.02]",
            "people leave oftener by a tenth",
            "< hazard(rows.other_rate[close],",
            "< hazard(1.1 * rows.other_rate[close],",
        ),
        (
            "test_those_who_came_by_a_friend_leave_at_the_referral_factor",
            "who came by a friend is kept less well by more than half",
            "np.log(self.referral_factor) * rows",
            "0.4 * np.log(self.referral_factor) * rows",
        ),
        (
            "test_who_leaves_the_focal_firm_goes_to_rivals_in_the_stated_share_and_by_their_customers",
            "leavers go to all rivals alike",
            "self.to_rival * customers / max(customers[2:].sum(), 1)",
            "self.to_rival * np.ones(len(customers)) / max(len(customers) - 2, 1)",
        ),
        (
            "test_firms_that_do_the_same_keep_their_shares_for_ten_years",
            "leavers go to all rivals alike",
            "self.to_rival * customers / max(customers[2:].sum(), 1)",
            "self.to_rival * np.ones(len(customers)) / max(len(customers) - 2, 1)",
        ),
        (
            "test_small_firms_lose_a_larger_part_of_their_customers",
            "how many leave ignores the size of the firm",
            "self.to_rival * (beside - 1.0)",
            "0.0 * (beside - 1.0)",
        ),
        (
            "test_a_better_rival_attracts_more_leavers",
            "leavers do not see which rival is better",
            "self.satisfaction_slope * gap",
            "0.0 * gap",
        ),
    ),
    *rows(
        "mechanisms/test_churn.py",
        "simulation/people/heterogeneity.py",
        (
            "test_heterogeneous_churn_leaves_the_curve_of_fader_and_hardie_2007[Regular]",
            "a year has 45 weeks",
            "self.alpha, self.beta), 1.0 / 52.0)",
            "self.alpha, self.beta), 1.0 / 45.0)",
        ),
    ),
    *rows(
        "mechanisms/test_contract.py",
        "simulation/mechanisms/contract.py",
        (
            "test_the_closest_sign_at_the_rate_at_which_they_are_offered_a_contract",
            "a tenth of the offers is not made",
            '< now.lever("contract_offer", row)',
            '< 0.9 * now.lever("contract_offer", row)',
        ),
    ),
    *rows(
        "mechanisms/test_failure.py",
        "simulation/alignment/observed_totals.py",
        (
            "test_failures_carry_their_declared_share_of_all_who_leave_under_the_status_quo",
            "failures carry a third more than their share",
            "of_contacts = share *",
            "of_contacts = 1.3 * share *",
        ),
    ),
    *rows(
        "mechanisms/test_failure.py",
        "simulation/alignment/centring.py",
        (
            "test_whatever_they_carry_the_observed_total_stays[0.5]",
            "a tenth of what moves leaving is not taken out",
            "quarterly_leave=_logs(lifts.leave.ratios, centre.leave(0)),",
            "quarterly_leave=tuple(0.9 * log for log in _logs(lifts.leave.ratios, centre.leave(0))),",
        ),
    ),
    *rows(
        "mechanisms/test_premium.py",
        "simulation/alignment/centring.py",
        (
            "test_the_status_quo_earns_what_was_observed",
            "a tenth of the premium is not taken out",
            "tuple(float(ratio) for",
            "tuple(0.9 * float(ratio) for",
        ),
    ),
    *rows(
        "test_centring.py",
        "simulation/alignment/centring.py",
        (
            "test_the_weighted_mean_multiplier_of_leaving_and_buying_is_1",
            "a fifth of what moves leaving is not taken out",
            "quarterly_leave=_logs(lifts.leave.ratios, centre.leave(0)),",
            "quarterly_leave=tuple(0.8 * log for log in _logs(lifts.leave.ratios, centre.leave(0))),",
        ),
        (
            "test_contagion_is_inside_the_observed_total",
            "a fifth of what moves leaving is not taken out",
            "quarterly_leave=_logs(lifts.leave.ratios, centre.leave(0)),",
            "quarterly_leave=tuple(0.8 * log for log in _logs(lifts.leave.ratios, centre.leave(0))),",
        ),
        (
            "test_each_quarter_shows_what_was_observed",
            "a fifth of what moves leaving is not taken out",
            "quarterly_leave=_logs(lifts.leave.ratios, centre.leave(0)),",
            "quarterly_leave=tuple(0.8 * log for log in _logs(lifts.leave.ratios, centre.leave(0))),",
        ),
        (
            "test_heavy_buyers_leave_as_their_log_says",
            "a fifth of what moves leaving is not taken out",
            "quarterly_leave=_logs(lifts.leave.ratios, centre.leave(0)),",
            "quarterly_leave=tuple(0.8 * log for log in _logs(lifts.leave.ratios, centre.leave(0))),",
        ),
        (
            "test_other_people_than_the_pilots_leave_and_buy_as_observed_too",
            "a fifth of what moves leaving is not taken out",
            "quarterly_leave=_logs(lifts.leave.ratios, centre.leave(0)),",
            "quarterly_leave=tuple(0.8 * log for log in _logs(lifts.leave.ratios, centre.leave(0))),",
        ),
        (
            "test_retention_of_the_reference_population_stays_near_the_observed_curve",
            "half of what moves leaving is not taken out",
            "quarterly_leave=_logs(lifts.leave.ratios, centre.leave(0)),",
            "quarterly_leave=tuple(0.5 * log for log in _logs(lifts.leave.ratios, centre.leave(0))),",
        ),
        (
            "test_retention_over_ten_years_stays_within_two_points_of_the_observed_curve",
            "a fifth of what moves leaving is not taken out",
            "quarterly_leave=_logs(lifts.leave.ratios, centre.leave(0)),",
            "quarterly_leave=tuple(0.8 * log for log in _logs(lifts.leave.ratios, centre.leave(0))),",
        ),
    ),
    *rows(
        "test_centring.py",
        "simulation/alignment/funding.py",
        (
            "test_the_envelope_is_the_stated_share_of_the_revenue_of_the_status_quo",
            "the envelope is larger by two fifths",
            "* world.terms.budget_share / centre.weekly_revenue",
            "* (1.4 * world.terms.budget_share) / centre.weekly_revenue",
        ),
    ),
    *rows(
        "test_nobody_is_kept.py",
        "simulation/world/typology.py",
        (
            "test_every_type_is_left_for_another_and_for_the_door[married]",
            "who leaves is not counted",
            "here[NONE, NONE] = 0",
            "here[NONE] = 0",
        ),
    ),
    *rows(
        "test_nobody_is_kept.py",
        "simulation/mechanisms/churn.py",
        (
            "test_the_closest_leave_more_rarely_than_those_who_are_dating",
            "commitment keeps nobody",
            "rows.rumour - rows.commitment -",
            "rows.rumour - 0.0 * rows.commitment -",
        ),
    ),
    *rows(
        "test_scenarios.py",
        "simulation/alignment/centring.py",
        (
            "test_the_status_quo_of_a_scenario_is_as_it_was_observed[base]",
            "half of what moves leaving is not taken out",
            "quarterly_leave=_logs(lifts.leave.ratios, centre.leave(0)),",
            "quarterly_leave=tuple(0.5 * log for log in _logs(lifts.leave.ratios, centre.leave(0))),",
        ),
    ),
)
