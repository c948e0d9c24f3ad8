"""Mutants of what is concluded from numbers: intervals, choices among many, laws that are fitted, cases that hold."""

from __future__ import annotations

from tests.mutants.mutant import rows

ROWS = (
    *rows(
        "test_bg_nbd.py",
        "experiments/inputs/btyd/bg_nbd.py",
        (
            "test_bg_nbd_expectation_agrees_with_a_simulation_of_its_story",
            "one purchase more is survived",
            "ends = np.add(x, a + self.b - 1.0)",
            "ends = np.add(x, a + self.b)",
        ),
    ),
    *rows(
        "test_recommendation.py",
        "simulation/recommendation.py",
        (
            "test_the_expected_score_is_that_of_drawn_answers",
            "an answer promotes from a tenth of a point less",
            "PROMOTES, DETRACTS = 8.5, 6.5",
            "PROMOTES, DETRACTS = 8.4, 6.5",
        ),
    ),
    *rows(
        "test_recommendation.py",
        "simulation/alignment/centring.py",
        (
            "test_the_status_quo_has_the_score_that_is_observed[40.0]",
            "the score is reached half way",
            "fitting_scale(felt, terms.recommendation_score,",
            "fitting_scale(felt, 0.5 * terms.recommendation_score,",
        ),
    ),
    *rows(
        "test_pareto_nbd.py",
        "experiments/inputs/btyd/pareto_nbd.py",
        (
            "test_pareto_nbd_conditional_expectations_add_up_to_the_unconditional_one",
            "the age of a customer says nothing about staying",
            "_weeks_alive(self.s, np.add(self.beta, age), t)",
            "_weeks_alive(self.s, self.beta, t)",
        ),
    ),
    *rows(
        "test_verdict.py",
        "experiments/statistics/paired.py",
        (
            "test_the_interval_covers_and_names_nobody_wrongly",
            "an interval is wide enough for one side only",
            "(1 + confidence) / 2",
            "confidence",
        ),
    ),
    *rows(
        "test_precision.py",
        "experiments/statistics/paired.py",
        (
            "test_coverage_of_normal_differences[0.5]",
            "an interval is wide enough for one side only",
            "(1 + confidence) / 2",
            "confidence",
        ),
        (
            "test_coverage_of_exponential_differences[0.3]",
            "an interval is wide enough for one side only",
            "(1 + confidence) / 2",
            "confidence",
        ),
    ),
    *rows(
        "test_several.py",
        "experiments/statistics/multiple_comparisons.py",
        (
            "test_equal_strategies_are_told_apart_in_no_more_families_than_promised",
            "each pair is judged as if it were the only one",
            "comparisons=len(both),",
            "comparisons=1,",
        ),
    ),
    *rows(
        "test_findings.py",
        "experiments/statistics/distinguishable.py",
        (
            "test_no_idle_parameter_is_named_more_often_than_promised",
            "the bound is that of one parameter, not of the largest of many",
            ".T).max(axis=0)",
            ".T)[0]",
        ),
    ),
    *rows(
        "test_prim.py",
        "experiments/statistics/prim.py",
        (
            "test_from_luck_alone_no_limit_is_made",
            "a limit is kept that half of all coins would make",
            "error / (2 * X.shape[1])",
            "0.5",
        ),
    ),
    *rows(
        "test_shapley.py",
        "experiments/statistics/shapley.py",
        (
            "test_sampled_parts_come_near_the_exact_ones_with_many_orders",
            "errors fall with the number of orders, not with its root",
            "ddof=1) / np.sqrt(len(pairs))",
            "ddof=1) / len(pairs)",
        ),
    ),
    *rows(
        "test_sensitivity.py",
        "experiments/statistics/sensitivity_indices.py",
        (
            "test_sobol_indices_of_ishigami_and_homma_1990",
            "the upper fifth of a range is not drawn",
            "[list(ends) for ends in ranges.values()]",
            "[[low, high - 0.2 * (high - low)] for low, high in ranges.values()]",
        ),
    ),
    *rows(
        "test_simulated_moments.py",
        "experiments/statistics/importance_weights.py",
        (
            "test_ranges_hold_the_truth_in_24_surveys_about_as_often_as_they_say",
            "surveys are taken to be more than twice as exact",
            "distance(x) / 2.0",
            "distance(x) / 0.4",
        ),
        (
            "test_ranges_hold_the_truth_in_120_surveys_at_the_nominal_rate",
            "surveys are taken to be a third more exact",
            "distance(x) / 2.0",
            "distance(x) / 1.0",
        ),
    ),
    *rows(
        "test_uncertainty.py",
        "experiments/statistics/curvature.py",
        (
            "test_intervals_hold_the_truth_in_24_bases_about_as_often_as_they_say",
            "intervals are half as wide",
            "spread = z * self",
            "spread = 0.5 * z * self",
        ),
        (
            "test_intervals_hold_the_truth_in_120_bases_at_the_nominal_rate",
            "intervals are a third narrower",
            "spread = z * self",
            "spread = 0.7 * z * self",
        ),
        (
            "test_draws_have_the_covariance_of_the_law_and_are_the_same_each_time",
            "parameters are drawn a fifth too far apart",
            "shift = z @",
            "shift = 1.2 * z @",
        ),
        (
            "test_an_ensemble_is_spread_as_far_as_the_errors_say",
            "parameters are drawn a fifth too far apart",
            "shift = z @",
            "shift = 1.2 * z @",
        ),
    ),
    *rows(
        "test_log_population.py",
        "simulation/alignment/centring.py",
        (
            "test_the_status_quo_buys_what_the_pareto_nbd_expects_of_each_customer_s_history",
            "a fifth of what moves buying is not taken out",
            "quarterly_buy=_logs(lifts.buy.ratios, centre.buy(0)),",
            "quarterly_buy=tuple(0.8 * log for log in _logs(lifts.buy.ratios, centre.buy(0))),",
        ),
        (
            "test_200_runs_of_the_status_quo_buy_what_the_pareto_nbd_expects_within_3_percent",
            "a fifth of what moves buying is not taken out",
            "quarterly_buy=_logs(lifts.buy.ratios, centre.buy(0)),",
            "quarterly_buy=tuple(0.8 * log for log in _logs(lifts.buy.ratios, centre.buy(0))),",
        ),
    ),
    *rows(
        "test_validation.py",
        "simulation/mechanisms/churn.py",
        (
            "test_the_table_the_folder_and_the_exit_status",
            "people leave oftener by a tenth",
            "< hazard(row.other_rate,",
            "< hazard(1.1 * row.other_rate,",
        ),
        (
            "test_each_case_has_a_figure",
            "people leave oftener by a tenth",
            "< hazard(row.other_rate,",
            "< hazard(1.1 * row.other_rate,",
        ),
    ),
    *rows(
        "test_validation.py",
        "simulation/mechanisms/progression.py",
        (
            "test_the_same_from_python",
            "people fall back less often by a tenth",
            "falls = u > 1.0 - down",
            "falls = u > 1.0 - 0.9 * down",
        ),
        (
            "test_another_seed_gives_other_luck_and_the_same_seed_the_same",
            "people fall back less often by a tenth",
            "falls = u > 1.0 - down",
            "falls = u > 1.0 - 0.9 * down",
        ),
    ),
    *rows(
        "test_validation_limits.py",
        "simulation/mechanisms/progression.py",
        (
            "test_a_limit_case_holds[stages]",
            "people fall back less often by a tenth",
            "falls = u > 1.0 - down",
            "falls = u > 1.0 - 0.9 * down",
        ),
    ),
    *rows(
        "test_validation_limits.py",
        "experiments/validation/limits/dirichlet_choice.py",
        (
            "test_a_wrong_law_is_noticed[brand_choice]",
            "the band is three times as wide",
            "simulated, 0.01, error",
            "simulated, 0.03, error",
        ),
    ),
    *rows(
        "test_validation_mutants.py",
        "experiments/validation/patterns/cdnow_forecast.py",
        (
            "test_the_mutant_is_rejected[cdnow_by_past_held_out]",
            "the band is ten times as wide",
            "np.maximum(0.2 * target, 0.15)",
            "np.maximum(2.0 * target, 1.5)",
        ),
    ),
    *rows(
        "test_benchmarks.py",
        "experiments/benchmarks/object_model/relationship.py",
        (
            "test_objects_and_columns_are_the_same_market[contractual-relationship]",
            "the objects' trust grows half as fast again",
            "gain = law.gain *",
            "gain = 1.5 * law.gain *",
        ),
    ),
)
