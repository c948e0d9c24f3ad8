"""Mutants of what people buy and pay: purchases, brands, deals, prices, spending."""

from __future__ import annotations

from tests.mutants.mutant import rows

ROWS = (
    *rows(
        "mechanisms/test_purchase.py",
        "simulation/mechanisms/purchase.py",
        (
            "test_purchases_alone_are_negative_binomial[contractual]",
            "people buy oftener by a tenth",
            'poisson(now.draw("purchases", rows), rate * now.dt)',
            'poisson(now.draw("purchases", rows), 1.1 * rate * now.dt)',
        ),
        (
            "test_buy_till_you_die_follows_the_pareto_nbd",
            "people buy oftener by a tenth",
            'poisson(now.draw("purchases", rows), rate * now.dt)',
            'poisson(now.draw("purchases", rows), 1.1 * rate * now.dt)',
        ),
        (
            "test_buy_till_you_die_week_by_week_is_exact",
            "people buy oftener by a tenth",
            'poisson(now.draw("purchases", rows), rate * now.dt)',
            'poisson(now.draw("purchases", rows), 1.1 * rate * now.dt)',
        ),
        (
            "test_a_lift_multiplies_the_rate_of_a_contract_and_wins_at_most_the_wallet_elsewhere",
            "a lift is added to a contract, not multiplied",
            "1.0, np.exp(lift)",
            "1.0, 1.0 + lift",
        ),
    ),
    *rows(
        "mechanisms/test_discounts.py",
        "simulation/mechanisms/discounts.py",
        (
            "test_deals_come_at_their_rate_and_depth[0.3]",
            "a tenth of the deals is not offered",
            'now.draw("deal", row) < rate[',
            'now.draw("deal", row) < 0.9 * rate[',
        ),
    ),
    *rows(
        "mechanisms/test_discounts.py",
        "simulation/mechanisms/purchase.py",
        (
            "test_a_bargain_multiplies_purchases_by_its_exponential_the_more_for_deal_seekers",
            "bargains move purchases a fifth less",
            "self.bargain_sensitivity * rows",
            "0.8 * self.bargain_sensitivity * rows",
        ),
    ),
    *rows(
        "mechanisms/test_premium.py",
        "simulation/mechanisms/premium.py",
        (
            "test_the_satisfied_pay_up_to_ten_per_cent_more_and_tightwads_three_tenths_of_it[0.5-0.05]",
            "a tenth of the tightwads is none",
            "rows) < self.tightwad_share)",
            "rows) < 0.9 * self.tightwad_share)",
        ),
    ),
    *rows(
        "mechanisms/test_premium.py",
        "simulation/mechanisms/purchase.py",
        (
            "test_tightwads_buy_nine_tenths_and_all_together_what_was_observed",
            "thrift moves purchases half as much",
            "self.thrift_sensitivity * rows",
            "0.5 * self.thrift_sensitivity * rows",
        ),
    ),
    *rows(
        "mechanisms/test_repertoire.py",
        "simulation/mechanisms/repertoire.py",
        (
            "test_toothpaste_penetrations_are_the_published_ones",
            "people buy other brands less often by a fifth",
            "rows.buy_rate * rows.taste[:, firm] * pull[firm] * left",
            "0.8 * rows.buy_rate * rows.taste[:, firm] * pull[firm] * left",
        ),
        (
            "test_the_category_is_negative_binomial",
            "people buy other brands less often by a fifth",
            "rows.buy_rate * rows.taste[:, firm] * pull[firm] * left",
            "0.8 * rows.buy_rate * rows.taste[:, firm] * pull[firm] * left",
        ),
    ),
    *rows(
        "mechanisms/test_repertoire.py",
        "simulation/mechanisms/tastes.py",
        (
            "test_a_brand_s_share_of_n_purchases_is_beta_binomial",
            "tastes differ half as much",
            "self.concentration * share + (",
            "2.0 * self.concentration * share + (",
        ),
        (
            "test_double_jeopardy",
            "tastes do not know how large a brand is",
            "self.concentration * share + (rows.provider == firm)",
            "self.concentration / len(now.terms.brand_shares)",
        ),
    ),
    *rows(
        "mechanisms/test_tastes.py",
        "simulation/mechanisms/tastes.py",
        (
            "test_tastes_are_dirichlet[1.55]",
            "tastes differ less by a fifth",
            "self.concentration * share + (",
            "1.2 * self.concentration * share + (",
        ),
        (
            "test_the_favourite_is_liked_more_as_one_choice_that_was_seen",
            "tastes differ less by a fifth",
            "self.concentration * share + (",
            "1.2 * self.concentration * share + (",
        ),
    ),
    *rows(
        "mechanisms/test_spend.py",
        "simulation/mechanisms/spend.py",
        (
            "test_value_alone_is_margin_times_retention_over_one_plus_discount_less_retention[0.5-24]",
            "a purchase leaves a tenth more",
            "- 1.0 + now.terms.margin)",
            "- 1.0 + 1.1 * now.terms.margin)",
        ),
        (
            "test_spend_has_the_mean_and_variance_of_the_gamma_law",
            "two purchases of a week cost the same",
            "gamma(u, self.shape * rows.purchases[buys], rows.spend_rate[buys])",
            "rows.purchases[buys] * gamma(u, self.shape, rows.spend_rate[buys])",
        ),
    ),
)
