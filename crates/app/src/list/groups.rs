//! Rows of a list by what they share: a unit, a stage, a month.

use std::collections::BTreeMap;

use domain::list::{ColumnKind, Condition, List, Test, Use};
use domain::period::Period;
use store::list::{ClaimRow, EnterpriseRow, Filter, Group as Counted, Narrow, ProjectRow};
use store::org::Org;

use super::definition::member;
use super::export::shared;
use super::{Column, ListFilter, Source, definition, read_filter};
use crate::caller::Caller;
use crate::error::AppError;
use crate::state::App;

/// Rows that share a value, and what they come to.
#[derive(Clone, Debug)]
pub struct Group {
    /// What they share, in words.
    pub label: String,
    /// What narrows the list to them: opening a group is adding this to the filter.
    pub condition: Condition,
    /// The same as the store takes it, also of a unit that the caller cannot name.
    pub(super) narrow: Narrow,
    /// How many rows.
    pub count: u64,
    /// What the columns that are added up come to, by key.
    pub sums: Vec<(String, i64)>,
}

/// The rows of a list by what they hold in a column: units in the order of their tree, members of a set in the set's
/// order, months from the latest; rows without a value last.
pub async fn groups(app: &App, caller: &Caller, list: List, by: &str, filter: &ListFilter) -> Result<Vec<Group>, AppError> {
    match list {
        List::Project => groups_of::<ProjectRow>(app, caller, by, filter).await,
        List::Claim => groups_of::<ClaimRow>(app, caller, by, filter).await,
        List::Enterprise => groups_of::<EnterpriseRow>(app, caller, by, filter).await,
    }
}

async fn groups_of<T: Source>(app: &App, caller: &Caller, by: &str, filter: &ListFilter) -> Result<Vec<Group>, AppError> {
    caller.require(T::PERMISSION)?;
    let filter = read_filter(app, caller, T::LIST, filter).await?;
    grouped::<T>(app, caller, by, &filter).await
}

/// The rows of a filter that was read, by what they hold in a column.
pub(super) async fn grouped<T: Source>(app: &App, caller: &Caller, by: &str, filter: &Filter) -> Result<Vec<Group>, AppError> {
    let definition = definition(T::LIST);
    let column = definition
        .column(by)
        .filter(|column| column.is_for(Use::Group))
        .ok_or_else(|| AppError::invalid("/by", "not_groupable", format!("{}列表不能按「{by}」分组", T::LIST.label())))?;
    let summed: Vec<&str> = definition.summed().map(|column| column.key.as_str()).collect();
    let read = app.store.read();
    let mut found = T::rows(caller).filtered(filter)?.groups(&read, by, &summed, filter.year).await?;
    let units: BTreeMap<i64, Org> = if column.kind == ColumnKind::Org {
        store::org::directory(&read).await?.into_values().map(|org| (i64::from(org.number), org)).collect()
    } else {
        BTreeMap::new()
    };
    let rank = |group: &Counted| {
        let value = group.value.unwrap_or(0);
        let place = match column.kind {
            ColumnKind::Org => units.get(&value).map_or((i64::MAX, String::new()), |org| (i64::from(org.sort), org.code.clone())),
            ColumnKind::Date | ColumnKind::Month => (-value, String::new()),
            _ => (value, String::new()),
        };
        (group.value.is_none(), place)
    };
    found.sort_by_cached_key(rank);
    let group = |counted: Counted| {
        let narrow = shared(counted.value, column.kind);
        let (label, test) = named(column, &units, counted.value);
        let sums = summed.iter().map(|key| (*key).to_owned()).zip(counted.totals.sums).collect();
        Group { label, condition: Condition { column: column.key.clone(), test }, narrow, count: counted.totals.count, sums }
    };
    Ok(found.into_iter().map(group).collect())
}

/// What a group is called, and what narrows the list to it.
fn named(column: &Column, units: &BTreeMap<i64, Org>, value: Option<i64>) -> (String, Test) {
    let one = |code: &str| Test::OneOf { values: vec![code.to_owned()] };
    let of_month = |key: i64| {
        let month = i32::try_from(key).ok().and_then(|key| Period::from_key(key).ok())?;
        let text = month.to_string();
        let label = format!("{}年{}月", month.year(), month.month());
        Some((label, Test::Between { from: Some(text.clone()), to: Some(text) }))
    };
    let found = value.and_then(|value| match (column.kind, column.choices) {
        (ColumnKind::Org, _) => units.get(&value).map(|org| (org.short_name.clone(), one(&org.code))),
        (ColumnKind::Date | ColumnKind::Month, _) => of_month(value),
        (_, Some(choices)) => member(choices, value).map(|(code, label)| (label, one(&code))),
        _ => None,
    });
    found.unwrap_or_else(|| (format!("没有{}", column.label), Test::Empty))
}
