//! Lists of all slices: what they are asked for, read once and checked against the columns' definition.

mod definition;
mod export;
mod groups;
mod sheet;

use std::collections::{BTreeMap, BTreeSet};

use access::Permission;
use chrono::{DateTime, Utc};
use domain::ids::{OrgId, ProjectId};
use domain::list::{Condition, List, Sort, Test, Use};
use domain::period::Period;
use serde::{Deserialize, Serialize};
use store::list::{ClaimRow, EnterpriseRow, Filter, Listed, Narrow, Order, Place, ProjectRow, Totals, Value};
use store::{Reader, Rows, Visible};
use uuid::Uuid;

pub use definition::{Column, Definition, of as definition};
pub use export::{ExportRequest, Exported, export};
pub use groups::{Group, groups};

use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::page::MOST;
use crate::state::App;

/// What narrows a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListFilter {
    /// What is looked for in names, initials and codes.
    #[serde(default)]
    pub search: Option<String>,
    /// Conditions on columns, all of which hold.
    #[serde(default)]
    pub conditions: Vec<Condition>,
}

impl From<Vec<Condition>> for ListFilter {
    fn from(conditions: Vec<Condition>) -> Self {
        Self { search: None, conditions }
    }
}

/// What a page of a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct ListQuery {
    /// What narrows it.
    pub filter: ListFilter,
    /// How it is sorted; the list's own order unless it is said.
    pub sort: Option<Sort>,
    /// Where the page before ended.
    pub cursor: Option<String>,
    /// How many rows.
    pub limit: u64,
}

/// A page of a list, with what the whole filter comes to.
#[derive(Clone, Debug)]
pub struct ListPage<T> {
    /// The rows.
    pub items: Vec<T>,
    /// How many there are on all pages.
    pub total: u64,
    /// What the columns that are added up come to on all pages, by key.
    pub sums: Vec<(String, i64)>,
    /// Where the next page begins; absent on the last.
    pub next: Option<String>,
    /// Up to when the record is in it.
    pub as_of: DateTime<Utc>,
}

impl<T> ListPage<T> {
    /// The same page with other items.
    pub(crate) fn with<U>(self, items: Vec<U>) -> ListPage<U> {
        ListPage { items, total: self.total, sums: self.sums, next: self.next, as_of: self.as_of }
    }
}

/// Rows that were chosen on a page, by the keys that the page has of them: all of the filter but some, or these alone.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// What narrows the list.
    pub filter: ListFilter,
    /// Only these.
    pub only: Option<Vec<String>>,
    /// Without these.
    pub except: Vec<String>,
}

impl Selection {
    /// The selection checked against the list's columns.
    pub(crate) async fn read<T: Source>(&self, app: &App, caller: &Caller) -> Result<Filter, AppError> {
        let read = app.store.read();
        let mut filter = read_filter(app, caller, T::LIST, &self.filter).await?;
        filter.only = match &self.only {
            Some(keys) => Some(T::ids_of(&read, caller, keys).await?),
            None => None,
        };
        filter.except = T::ids_of(&read, caller, &self.except).await?;
        Ok(filter)
    }
}

/// A slice that has a list: which one, who may see it, and which of its rows stand on it.
pub(crate) trait Source: Listed {
    const LIST: List;
    const PERMISSION: Permission;

    fn rows(caller: &Caller) -> Rows<Self>;

    /// The projects whose words the rows show beside their own; none, unless a list says which.
    fn beside(_read: &Reader<'_>, _caller: &Caller, _rows: &[Visible<Self>]) -> impl Future<Output = Result<Beside, AppError>> + Send {
        std::future::ready(Ok(Beside::new()))
    }

    /// The words of a column.
    fn words<'a>(&'a self, beside: &'a Beside, column: &str) -> Option<&'a str>;

    /// The number of a column, as [`Value::Number`] has it.
    fn figure(&self, column: &str, year: i32) -> Option<i64>;

    /// The ids of rows that a page named by their keys; keys of rows that the caller does not see name nothing.
    fn ids_of(read: &Reader<'_>, caller: &Caller, keys: &[String]) -> impl Future<Output = Result<Vec<Uuid>, AppError>> + Send;
}

/// Projects by their ids.
pub(crate) type Beside = BTreeMap<ProjectId, Visible<ProjectRow>>;

impl Source for ProjectRow {
    const LIST: List = List::Project;
    const PERMISSION: Permission = Permission::ProjectRead;

    fn rows(caller: &Caller) -> Rows<Self> {
        Rows::<Self>::visible_to(&caller.scope).live()
    }

    fn words<'a>(&'a self, _: &'a Beside, column: &str) -> Option<&'a str> {
        self.text(column)
    }

    fn figure(&self, column: &str, year: i32) -> Option<i64> {
        self.number(column, year)
    }

    async fn ids_of(read: &Reader<'_>, caller: &Caller, keys: &[String]) -> Result<Vec<Uuid>, AppError> {
        ids_by_code::<Self>(read, caller, keys).await
    }
}

impl Source for ClaimRow {
    const LIST: List = List::Claim;
    const PERMISSION: Permission = Permission::ClaimRead;

    fn rows(caller: &Caller) -> Rows<Self> {
        Rows::visible_to(&caller.scope)
    }

    async fn beside(read: &Reader<'_>, caller: &Caller, rows: &[Visible<Self>]) -> Result<Beside, AppError> {
        let projects: Vec<ProjectId> = rows.iter().map(|row| row.project()).collect::<BTreeSet<_>>().into_iter().collect();
        Ok(Rows::<ProjectRow>::visible_to(&caller.scope).of_projects(read, &projects).await?)
    }

    fn words<'a>(&'a self, beside: &'a Beside, column: &str) -> Option<&'a str> {
        let of_project = match column {
            "project_name" => "name",
            "project_code" => "code",
            other => other,
        };
        beside.get(&self.project())?.text(of_project)
    }

    fn figure(&self, column: &str, _: i32) -> Option<i64> {
        self.number(column)
    }

    async fn ids_of(_: &Reader<'_>, _: &Caller, keys: &[String]) -> Result<Vec<Uuid>, AppError> {
        Ok(keys.iter().filter_map(|key| key.parse().ok()).collect())
    }
}

impl Source for EnterpriseRow {
    const LIST: List = List::Enterprise;
    const PERMISSION: Permission = Permission::ProjectRead;

    fn rows(caller: &Caller) -> Rows<Self> {
        Rows::visible_to(&caller.scope)
    }

    fn words<'a>(&'a self, _: &'a Beside, column: &str) -> Option<&'a str> {
        self.text(column)
    }

    fn figure(&self, column: &str, year: i32) -> Option<i64> {
        self.number(column, year)
    }

    async fn ids_of(read: &Reader<'_>, caller: &Caller, keys: &[String]) -> Result<Vec<Uuid>, AppError> {
        ids_by_code::<Self>(read, caller, keys).await
    }
}

/// The ids of rows that are named by their codes.
async fn ids_by_code<T: Source>(read: &Reader<'_>, caller: &Caller, codes: &[String]) -> Result<Vec<Uuid>, AppError> {
    let mut found = Vec::with_capacity(codes.len());
    for chunk in codes.chunks(500) {
        let codes = Narrow::OneOf(chunk.iter().cloned().map(Value::Text).collect());
        let filter = Filter { conditions: vec![("code".to_owned(), codes)], ..Filter::default() };
        found.extend(T::rows(caller).filtered(&filter)?.ids(read).await?);
    }
    Ok(found)
}

/// The permission that a list asks for.
pub const fn permission(list: List) -> Permission {
    match list {
        List::Project => ProjectRow::PERMISSION,
        List::Claim => ClaimRow::PERMISSION,
        List::Enterprise => EnterpriseRow::PERMISSION,
    }
}

/// How many rows are chosen, and what the columns that are added up come to, by key.
pub async fn totals(app: &App, caller: &Caller, list: List, selection: &Selection) -> Result<(u64, Vec<(String, i64)>), AppError> {
    match list {
        List::Project => totals_of::<ProjectRow>(app, caller, selection).await,
        List::Claim => totals_of::<ClaimRow>(app, caller, selection).await,
        List::Enterprise => totals_of::<EnterpriseRow>(app, caller, selection).await,
    }
}

async fn totals_of<T: Source>(app: &App, caller: &Caller, selection: &Selection) -> Result<(u64, Vec<(String, i64)>), AppError> {
    caller.require(T::PERMISSION)?;
    let filter = selection.read::<T>(app, caller).await?;
    let sums: Vec<&str> = definition(T::LIST).summed().map(|column| column.key.as_str()).collect();
    let totals = T::rows(caller).filtered(&filter)?.totals(&app.store.read(), &sums, filter.year).await?;
    Ok((totals.count, sums.into_iter().map(str::to_owned).zip(totals.sums).collect()))
}

/// The year that "this year" means now.
pub(crate) fn this_year(app: &App) -> i32 {
    Period::of_instant(app.store.now()).year()
}

/// A page of `rows`, narrowed and sorted as asked, with the exact total and sums of the filter.
pub(crate) async fn page<T: Source>(
    app: &App,
    caller: &Caller,
    rows: impl Fn() -> Rows<T>,
    query: &ListQuery,
) -> Result<ListPage<Visible<T>>, AppError> {
    caller.require(T::PERMISSION)?;
    let definition = definition(T::LIST);
    let filter = read_filter(app, caller, T::LIST, &query.filter).await?;
    let sort = query.sort.as_ref().unwrap_or(&definition.sort);
    let order = read_order(T::LIST, sort, filter.year)?;
    let after = query.cursor.as_deref().map(|cursor| open_cursor(cursor, sort)).transpose()?;
    let limit = query.limit.clamp(1, MOST);
    let sums: Vec<&str> = definition.summed().map(|column| column.key.as_str()).collect();
    let as_of = app.store.now();
    let read = app.store.read();
    let (found, totals) = tokio::try_join!(
        rows().filtered(&filter)?.page(&read, &order, after.as_ref(), limit + 1),
        rows().filtered(&filter)?.totals(&read, &sums, filter.year),
    )?;
    let Totals { count, sums: amounts } = totals;
    let cut = crate::page::page(found, limit, count, |row| close_cursor(sort, &order, &**row));
    let sums = sums.into_iter().map(str::to_owned).zip(amounts).collect();
    Ok(ListPage { items: cut.items, total: cut.total, sums, next: cut.next, as_of })
}

/// A cursor: the order that it belongs to, and the place.
#[derive(Serialize, Deserialize)]
struct Cursor {
    sort: Sort,
    place: Place,
}

fn close_cursor<T: Listed>(sort: &Sort, order: &Order, row: &T) -> String {
    let place = Place { value: row.sorted_by(&order.column, order.year), id: row.id() };
    let text = serde_json::to_vec(&Cursor { sort: sort.clone(), place }).unwrap_or_default();
    text.iter().fold(String::with_capacity(text.len() * 2), |mut hex, byte| {
        use std::fmt::Write as _;
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

fn open_cursor(text: &str, sort: &Sort) -> Result<Place, AppError> {
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(16)).collect();
    let bytes: Option<Vec<u8>> = digits.map(|digits| {
        digits.chunks(2).filter_map(|pair| u8::try_from(pair.iter().fold(0, |byte, digit| byte * 16 + digit)).ok()).collect()
    });
    let cursor: Option<Cursor> = bytes.and_then(|bytes| serde_json::from_slice(&bytes).ok());
    let fits = cursor.filter(|cursor| cursor.sort == *sort);
    fits.map(|cursor| cursor.place).ok_or_else(|| AppError::invalid("/cursor", "cursor", "翻页位置无效,请从第一页重新打开"))
}

/// An order checked against the list's columns.
pub(crate) fn read_order(list: List, sort: &Sort, year: i32) -> Result<Order, AppError> {
    match definition(list).column(&sort.column) {
        Some(column) if column.is_for(Use::Sort) => Ok(Order { column: column.key.clone(), descending: sort.descending, year }),
        Some(column) => Err(AppError::invalid("/sort", "not_sortable", format!("「{}」一栏不能用来排序", column.label))),
        None => Err(AppError::invalid("/sort", "unknown_column", format!("{}列表没有「{}」一栏", list.label(), sort.column))),
    }
}

/// A filter checked against the list's columns, its organisations looked for in what the caller sees.
pub(crate) async fn read_filter(app: &App, caller: &Caller, list: List, filter: &ListFilter) -> Result<Filter, AppError> {
    let year = this_year(app);
    let mut conditions = Vec::with_capacity(filter.conditions.len());
    for (place, condition) in filter.conditions.iter().enumerate() {
        let pointer = format!("/filter/{place}");
        let column = definition(list).column(&condition.column).ok_or_else(|| {
            AppError::invalid(&pointer, "unknown_column", format!("{}列表没有「{}」一栏", list.label(), condition.column))
        })?;
        if !column.is_for(Use::Filter) || !column.kind.takes(&condition.test) {
            return Err(AppError::invalid(&pointer, "test", format!("「{}」一栏不能这样筛选", column.label)));
        }
        conditions.push((column.key.clone(), narrow(app, caller, column, &condition.test, &pointer).await?));
    }
    Ok(Filter { search: filter.search.clone(), conditions, year, ..Filter::default() })
}

async fn narrow(app: &App, caller: &Caller, column: &Column, test: &Test, pointer: &str) -> Result<Narrow, AppError> {
    let unread = |value: &str| FieldError::new(pointer, "value", format!("「{}」不能作为「{}」一栏的值", value, column.label));
    Ok(match test {
        Test::Contains { text } => Narrow::Contains(text.clone()),
        Test::OneOf { values } => {
            let mut found = Vec::with_capacity(values.len());
            for value in values {
                found.push(match (column.kind, column.choices) {
                    (domain::list::ColumnKind::Org, _) => Value::Number(i64::from(org(app, caller, value).await?.1)),
                    (_, Some(choices)) => choices.number(value).map(Value::Number).ok_or_else(|| AppError::Invalid(vec![unread(value)]))?,
                    _ => Value::Text(value.clone()),
                });
            }
            Narrow::OneOf(found)
        }
        Test::Between { from, to } => {
            let bound = |text: &Option<String>, upper: bool| match text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
                None => Ok(None),
                Some(text) => column.kind.bound(text, upper).map(Some).ok_or_else(|| AppError::Invalid(vec![unread(text)])),
            };
            Narrow::Between(bound(from, false)?, bound(to, true)?)
        }
        Test::Below { orgs } => {
            let mut found = Vec::with_capacity(orgs.len());
            for code in orgs {
                found.push(org(app, caller, code).await?.0);
            }
            Narrow::Below(found)
        }
        Test::Empty => Narrow::Empty,
        Test::Filled => Narrow::Filled,
    })
}

/// The id and the small number of an organisation that the caller sees.
async fn org(app: &App, caller: &Caller, code: &str) -> Result<(OrgId, i32), AppError> {
    let org = Rows::<store::org::Org>::visible_to(&caller.scope).by_code(&app.store.read(), code).await?;
    Ok((org.id, org.number))
}
