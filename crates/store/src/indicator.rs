//! Sums of measures and the entries behind them, today or as known at any instant.
//!
//! Units are taken as [`Visible`]: a sum can be asked only over units that the asker sees.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use domain::claim::{ClaimKind, Class, Level, OriginScope, View};
use domain::ids::{ClaimId, ProjectId};
use domain::measure::Measure;
use domain::period::Period;
use domain::posting::Contribution;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func, SelectStatement, SimpleExpr, UnionType};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use uuid::Uuid;

use crate::dialect;
use crate::entity::{cell, posting};
use crate::error::StoreError;
use crate::org::Org;
use crate::record::Outlook;
use crate::rows::{Reader, Visible, alias};

/// A stretch of months, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// First month.
    pub from: Period,
    /// Last month.
    pub to: Period,
}

impl Span {
    fn holds(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }
}

/// What sums are asked for.
#[derive(Clone, Debug)]
pub struct Question<'a> {
    /// Level.
    pub level: Level,
    /// View.
    pub view: View,
    /// Units that the asker sees.
    pub units: &'a [Visible<Org>],
    /// As known at this instant; absent for all that is known.
    pub as_of: Option<DateTime<Utc>>,
}

/// A sum of postings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sum {
    /// Basis points of projects.
    pub count: i64,
    /// Hundredths of the measure's currency.
    pub amount: i64,
}

/// Sums by measure, unit and place of the span in `spans`. What is absent is nothing.
pub type Sums = BTreeMap<(Measure, i32, usize), Sum>;

/// One claim's part in a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureEntry {
    /// The claim.
    pub claim: ClaimId,
    /// Its project.
    pub project: ProjectId,
    /// What is counted.
    pub kind: ClaimKind,
    /// Unit.
    pub unit: i32,
    /// Month.
    pub period: Period,
    /// Sum of the claim's postings.
    pub sum: Sum,
}

/// The sums of `measures` over each of `spans` for each unit.
pub async fn sums(read: &Reader<'_>, question: &Question<'_>, measures: &[Measure], spans: &[Span]) -> Result<Sums, StoreError> {
    let mut found = Sums::new();
    let (Some(from), Some(to)) = (spans.iter().map(|span| span.from).min(), spans.iter().map(|span| span.to).max()) else {
        return Ok(found);
    };
    let months_before = question.as_of.map(Period::of_instant);
    let pieces = pieces(spans);
    if let Some(query) = cell_query(question, measures, &pieces, months_before) {
        for row in read.0.query_all(&query).await? {
            let piece = usize::try_from(row.try_get_by_index::<i32>(0)?).ok().and_then(|place| pieces.get(place));
            let piece = piece.ok_or_else(|| StoreError::corrupt("cell"))?;
            let measure = Measure::from_number(row.try_get_by_index(1)?).ok_or_else(|| StoreError::corrupt("cell.measure"))?;
            let (unit, sum): (i32, Sum) =
                (row.try_get_by_index(2)?, Sum { count: row.try_get_by_index(3)?, amount: row.try_get_by_index(4)? });
            for (place, _) in spans.iter().enumerate().filter(|(_, span)| span.holds(*piece)) {
                let total = found.entry((measure, unit, place)).or_default();
                total.count += sum.count;
                total.amount += sum.amount;
            }
        }
    }
    if let (Some(as_of), Some(month)) = (question.as_of, months_before) {
        for (entry, sum) in tail(read, question, measures, Span { from, to }, month.starts_at(), as_of).await? {
            for measure in measures {
                let filter = measure.filter();
                let period = filter.effective_period(&entry);
                if !filter.takes(&entry) {
                    continue;
                }
                for (place, _) in spans.iter().enumerate().filter(|(_, span)| span.from <= period && period <= span.to) {
                    let total = found.entry((*measure, entry.unit, place)).or_default();
                    total.count += sum.count;
                    total.amount += sum.amount;
                }
            }
        }
    }
    found.retain(|_, sum| *sum != Sum::default());
    Ok(found)
}

/// As [`sums`] of today, with what would be added to them.
pub async fn sums_with(
    read: &Reader<'_>,
    question: &Question<'_>,
    measures: &[Measure],
    spans: &[Span],
    outlook: &Outlook,
) -> Result<Sums, StoreError> {
    let mut found = sums(read, question, measures, spans).await?;
    outlook.lay_over(&mut found, question, measures, spans);
    Ok(found)
}

pub(crate) fn summed(expression: SimpleExpr) -> SimpleExpr {
    Func::cast_as(expression.sum(), alias(dialect::BIGINT)).into()
}

/// The months of all spans, cut so that each piece lies wholly inside or outside of every span.
fn pieces(spans: &[Span]) -> Vec<Span> {
    let cuts: BTreeSet<Period> = spans.iter().flat_map(|span| [span.from, span.to.next()]).collect();
    let pieces = cuts.iter().zip(cuts.iter().skip(1)).map(|(from, next)| Span { from: *from, to: next.previous() });
    pieces.filter(|piece| spans.iter().any(|span| span.holds(*piece))).collect()
}

/// One sum for each piece, measure and unit, in these columns: place of the piece, measure, unit, count, amount.
///
/// A sum for each span over all of the months would look at every cell once for every span.
fn cell_query(question: &Question<'_>, measures: &[Measure], pieces: &[Span], before: Option<Period>) -> Option<SelectStatement> {
    let of_piece = |(place, piece): (usize, &Span)| {
        let mut select = cell::Entity::find()
            .select_only()
            .expr_as(Expr::cust(place.to_string()), "piece")
            .column(cell::Column::Measure)
            .column(cell::Column::Unit)
            .expr_as(summed(Expr::col((cell::Entity, cell::Column::Count))), "count_sum")
            .expr_as(summed(Expr::col((cell::Entity, cell::Column::Amount))), "amount_sum")
            .filter(cell::Column::Level.eq(question.level.number()))
            .filter(cell::Column::View.eq(question.view.number()))
            .filter(cell::Column::Measure.is_in(measures.iter().map(|measure| measure.number())))
            .filter(cell::Column::Period.between(piece.from.key(), piece.to.key()))
            .filter(cell::Column::Unit.is_in(question.units.iter().map(|unit| unit.number)))
            .group_by(cell::Column::Measure)
            .group_by(cell::Column::Unit);
        if let Some(before) = before {
            select = select.filter(cell::Column::KnownMonth.lt(before.key()));
        }
        select.into_query()
    };
    pieces.iter().enumerate().map(of_piece).reduce(|mut all, piece| {
        all.union(UnionType::All, piece);
        all
    })
}

/// The postings of the days since the month began, grouped by what measures look at: read from a covering index.
async fn tail(
    read: &Reader<'_>,
    question: &Question<'_>,
    measures: &[Measure],
    months: Span,
    since: DateTime<Utc>,
    as_of: DateTime<Utc>,
) -> Result<Vec<(Contribution, Sum)>, StoreError> {
    use posting::Column as P;
    let dimensions = [P::Kind, P::Period, P::Cohort, P::Unit, P::Class, P::Origin, P::Opening];
    let mut select =
        posting::Entity::find().select_only().filter(scope_of(question)).filter(P::KnownAt.gte(since)).filter(P::KnownAt.lte(as_of));
    let kinds: BTreeSet<i16> = measures.iter().map(|measure| measure.filter().kind.number()).collect();
    select = select.filter(P::Period.between(months.from.key(), months.to.key())).filter(P::Kind.is_in(kinds));
    for column in dimensions {
        select = select.column(column).group_by(column);
    }
    select = select.expr_as(summed(Expr::col((posting::Entity, P::Count))), "count_sum");
    select = select.expr_as(summed(Expr::col((posting::Entity, P::Amount))), "amount_sum");
    let mut found = Vec::new();
    for row in read.0.query_all(&select.into_query()).await? {
        let corrupt = || StoreError::corrupt("posting");
        let month = |place: usize| -> Result<Option<Period>, StoreError> {
            let key: i32 = row.try_get_by_index(place)?;
            if key == 0 { Ok(None) } else { Period::from_key(key).map(Some).map_err(|_| corrupt()) }
        };
        let entry = Contribution {
            claim: ClaimId(Uuid::nil()),
            level: question.level,
            view: question.view,
            kind: ClaimKind::from_number(row.try_get_by_index(0)?).ok_or_else(corrupt)?,
            period: month(1)?.ok_or_else(corrupt)?,
            cohort: month(2)?,
            unit: row.try_get_by_index(3)?,
            class: Class::from_number(row.try_get_by_index(4)?).ok_or_else(corrupt)?,
            origin: OriginScope::from_number(row.try_get_by_index(5)?).ok_or_else(corrupt)?,
            industry: 0,
            category: 0,
            size_band: 0,
            opening: row.try_get_by_index(6)?,
            count: 0,
            amount: 0,
        };
        found.push((entry, Sum { count: row.try_get_by_index(7)?, amount: row.try_get_by_index(8)? }));
    }
    Ok(found)
}

fn scope_of(question: &Question<'_>) -> Condition {
    Condition::all()
        .add(posting::Column::Level.eq(question.level.number()))
        .add(posting::Column::View.eq(question.view.number()))
        .add(posting::Column::Unit.is_in(question.units.iter().map(|unit| unit.number)))
}

/// The claims behind a measure's sum over a span, each with its part. Parts that came to nothing are left out.
///
/// With `of_month`, opening balances are left out: they belong to cumulative figures alone.
pub async fn entries(
    read: &Reader<'_>,
    question: &Question<'_>,
    measure: Measure,
    span: Span,
    of_month: bool,
) -> Result<Vec<FigureEntry>, StoreError> {
    use posting::Column as P;
    let filter = measure.filter();
    let mut select = posting::Entity::find()
        .select_only()
        .filter(scope_of(question))
        .filter(P::Kind.eq(filter.kind.number()))
        .filter(P::Period.lte(span.to.key()));
    select = if filter.same_year_cohort {
        let years = (span.from.january().key(), span.to.key());
        let effective: SimpleExpr = CaseStatement::new()
            .case(
                Expr::col((posting::Entity, P::Cohort)).gt(Expr::col((posting::Entity, P::Period))),
                Expr::col((posting::Entity, P::Cohort)),
            )
            .finally(Expr::col((posting::Entity, P::Period)))
            .into();
        let same_year = Expr::col((posting::Entity, P::Cohort)).div(100).eq(Expr::col((posting::Entity, P::Period)).div(100));
        select
            .filter(P::Cohort.between(years.0, years.1))
            .filter(P::Period.between(years.0, years.1))
            .filter(same_year)
            .filter(effective.between(span.from.key(), span.to.key()))
    } else {
        select.filter(P::Period.gte(span.from.key()))
    };
    if !filter.not_classes.is_empty() {
        select = select.filter(P::Class.is_not_in(filter.not_classes.iter().map(|class| class.number())));
    }
    if let Some(origin) = filter.origin {
        select = select.filter(P::Origin.eq(origin.number()));
    }
    if filter.opening_only {
        select = select.filter(P::Opening.eq(true));
    }
    if of_month {
        select = select.filter(P::Opening.eq(false));
    }
    if let Some(as_of) = question.as_of {
        select = select.filter(P::KnownAt.lte(as_of));
    }
    for column in [P::Claim, P::Project, P::Unit, P::Period] {
        select = select.column(column).group_by(column);
    }
    let count = || summed(Expr::col((posting::Entity, P::Count)));
    let amount = || summed(Expr::col((posting::Entity, P::Amount)));
    select = select
        .expr_as(count(), "count_sum")
        .expr_as(amount(), "amount_sum")
        .having(Condition::any().add(count().ne(0)).add(amount().ne(0)));
    let mut found = Vec::new();
    for row in read.0.query_all(&select.into_query()).await? {
        found.push(FigureEntry {
            claim: ClaimId(row.try_get("", "claim")?),
            project: ProjectId(row.try_get("", "project")?),
            kind: filter.kind,
            unit: row.try_get("", "unit")?,
            period: Period::from_key(row.try_get("", "period")?).map_err(StoreError::corrupt)?,
            sum: Sum { count: row.try_get("", "count_sum")?, amount: row.try_get("", "amount_sum")? },
        });
    }
    found.sort_by_key(|entry| (entry.unit, entry.period, entry.claim));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(from: i32, to: i32) -> Span {
        Span { from: Period::from_key(from).unwrap(), to: Period::from_key(to).unwrap() }
    }

    #[test]
    fn months_are_cut_where_a_span_begins_or_ends_and_no_month_outside_is_read() {
        let spans = [span(202_609, 202_609), span(202_601, 202_609), span(202_509, 202_509), span(202_501, 202_509)];
        let wanted = [span(202_501, 202_508), span(202_509, 202_509), span(202_601, 202_608), span(202_609, 202_609)];
        assert_eq!(pieces(&spans), wanted);
        assert_eq!(pieces(&[span(202_601, 202_601)]), [span(202_601, 202_601)]);
        assert_eq!(pieces(&[]), []);
    }
}
