//! The rules under which a reading tells what it found.

use std::fmt;

macro_rules! rules {
    ($($variant:ident $code:literal $doc:literal;)+) => {
        /// What a problem, or a refusal of a whole file, is about. [`Rule::code`] is stable.
        /// Each has a Chinese name in `assets/ledger/rules.toml`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule {
            $(#[doc = $doc] $variant,)+
        }

        impl Rule {
            /// Every rule: of files first, then of sheets, columns, rows and cells.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The stable code.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }
        }
    };
}

rules! {
    NotAWorkbook "not_a_workbook" "The file is no workbook.";
    Encrypted "encrypted" "The workbook asks for a password.";
    Damaged "damaged" "The file is damaged.";
    TooLarge "too_large" "The file, or what it inflates to, is beyond the cap.";
    TooManyRows "too_many_rows" "More rows than the cap.";
    TooManyCells "too_many_cells" "More cells than the cap.";
    NoSheets "no_sheets" "A workbook without sheets.";
    NoHeader "no_header" "No sheet has the header of a ledger.";
    TwoHeaders "two_headers" "Two headers, and nothing says which one is meant.";
    NoRows "no_rows" "A header and no project below it.";
    SheetNotRead "sheet_not_read" "A sheet that was left out, and why.";
    HiddenSheet "hidden_sheet" "A hidden sheet with a ledger, left out.";
    OtherTable "other_table" "A further table on the sheet, left out.";
    SheetsDisagree "sheets_disagree" "Two sheets say different things of one project.";
    NoUnit "no_unit" "Nothing says in which unit amounts are.";
    UnknownUnit "unknown_unit" "A unit that nobody knows.";
    UnmappedColumn "unmapped_column" "A column without a field.";
    DuplicateColumn "duplicate_column" "Two columns of one field; one was taken.";
    AmbiguousCumulative "ambiguous_cumulative" "累计 that does not say since when.";
    YearMismatch "year_mismatch" "The title speaks of another year than the period.";
    MissingName "missing_name" "A row with content and no name.";
    RowUnclassified "row_unclassified" "A row that fits nothing.";
    RowContinuation "row_continuation" "A further row of the project above, left out.";
    HiddenRow "hidden_row" "A hidden row, read.";
    StruckThrough "struck_through" "A name struck through, read as live.";
    MaybeTerminated "maybe_terminated" "A remark that sounds like the end of a project read as live.";
    DuplicateRow "duplicate_row" "The same project twice.";
    CellTooLong "cell_too_long" "A cell that was cut.";
    SubtotalMismatch "subtotal_mismatch" "A stated sum is not the sum of its rows.";
    CountMismatch "count_mismatch" "A stated count is not that of its rows.";
    MonthsMismatch "months_mismatch" "The months do not add up to the cumulative.";
    CumulativeBelowPart "cumulative_below_part" "A part is larger than its whole.";
    FundsOverTotal "funds_over_total" "More money came in than the project's total.";
    UnitSlip "unit_slip" "An amount out of proportion to its column.";
    MergedAmount "merged_amount" "An amount merged over several rows.";
    AmountAsDate "amount_as_date" "An amount in a cell formatted as a date.";
    ApproximateAmount "approximate_amount" "约, 左右, a range.";
    ForeignAmountWithoutRate "foreign_amount_without_rate" "An amount in foreign money.";
    NegativeAmount "negative_amount" "An amount below zero.";
    NotAnAmount "not_an_amount" "No amount can be recognised.";
    SeveralAmounts "several_amounts" "Several amounts in one cell.";
    AmbiguousAmount "ambiguous_amount" "A scale was left out: `1亿2000`.";
    RangeOrder "range_order" "The lower end of a range is above its upper end.";
    Magnitude "magnitude" "An amount too large to be true.";
    FormulaError "formula_error" "A formula whose result is an error.";
    FormulaWithoutValue "formula_without_value" "A formula for which the file keeps no result.";
    FormulaStale "formula_stale" "A stored result that is not that of the formula.";
    NotADate "not_a_date" "No date can be recognised.";
    ImpossibleDate "impossible_date" "A day that the calendar does not have.";
    SeveralDates "several_dates" "Several dates in one cell.";
    AmbiguousDate "ambiguous_date" "Figures that are two different dates.";
    RelativeDate "relative_date" "A date counted from another event.";
    TwoDigitYear "two_digit_year" "A year of two digits.";
    AmbiguousYear "ambiguous_year" "A year taken from the period.";
    ExcelDroppedZero "excel_dropped_zero" "`2024.1` may have been `2024.10`.";
    PlannedDate "planned_date" "A plan, no fact.";
    FutureDate "future_date" "A date after the period.";
    FutureMonth "future_month" "Money of a month after the period.";
    StartedBeforeSigned "started_before_signed" "Started before it was signed.";
    NotATick "not_a_tick" "Neither yes nor no.";
    TooLong "too_long" "A text longer than a cell of its kind can be.";
    CreditCodeShape "credit_code_shape" "A credit code of wrong length or characters (GB 32100).";
    CreditCodeCheckDigit "credit_code_check_digit" "A credit code whose check character is wrong (GB 32100).";
    CreditCodeInnerCheck "credit_code_inner_check" "A credit code whose organisation code is wrong (GB 11714).";
    ProjectCodeShape "project_code_shape" "Not the shape of a project code (GB/T 40058).";
    ProjectCodePart "project_code_part" "A project code with an impossible part.";
    ProjectCodeOldForm "project_code_old_form" "A project code of the older form.";
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn every_rule_has_a_chinese_name_and_every_name_its_rule() {
        let names: BTreeMap<String, String> = toml::from_str(include_str!("../../../assets/ledger/rules.toml")).unwrap();
        let mut codes: Vec<&str> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        codes.sort_unstable();
        assert_eq!(names.keys().map(String::as_str).collect::<Vec<_>>(), codes);
        assert!(names.values().all(|name| (2..=16).contains(&name.chars().count()) && !name.is_ascii()));
    }
}
