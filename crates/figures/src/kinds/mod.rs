//! The checks, one module for each kind of statement.

use crate::notes::Notes;
use crate::reading::Reading;

mod breakdown;
mod claim;
mod count;
mod difference;
mod elsewhere;
mod entity;
mod growth;
mod growth_periods;
mod growth_series;
mod pace;
mod period_sum;
mod points;
mod rank;
mod ratio;
mod ratio_combined;
mod ratio_fault;
mod ratio_parts;
mod ratio_series;
mod ratio_wider;
mod recount;
mod rest;
mod restatement;
mod score;
mod structure;
mod subject;
mod sum;
mod table;
mod table_change;
mod threshold_list;
mod times;
mod totals_behind;
mod whole;

/// Runs all checks in the order in which they build on each other.
pub(crate) fn check_all(reading: &Reading, notes: &mut Notes) {
    table::check(reading, notes);
    table_change::check(reading, notes);
    let breakdowns = breakdown::find(reading);
    let sums = sum::add_all(reading, &breakdowns);
    sum::know(notes, &sums);
    ratio::check(reading, notes);
    growth::check(reading, notes);
    times::check(reading, notes);
    difference::check(reading, notes);
    rank::check(reading, notes);
    sum::check(reading, notes, &breakdowns, &sums);
    period_sum::check(reading, notes);
    score::check(reading, notes);
    structure::check(reading, notes, &breakdowns);
    count::check(reading, notes);
    restatement::check(reading, notes);
    claim::check(reading, notes);
    threshold_list::check(reading, notes);
}
