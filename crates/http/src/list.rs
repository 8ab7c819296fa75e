//! Lists of all slices: their columns, their groups, and how a list is asked for.

use app::App;
use app::list::{Column as ListedColumn, ExportRequest, Exported, ListFilter, ListQuery};
use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use domain::list as model;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::CurrentUser;
use crate::input::{Params, Place, Valid};
use crate::job::Job;
use crate::problem::{ApiError, Refusals};
use crate::wire::{PAGE, download, wire_enum};

pub(crate) fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(list_show)).routes(routes!(list_groups)).routes(routes!(list_totals)).routes(routes!(list_export))
}

wire_enum! {
    /// Of which records a list is.
    List = model::List { Project, Claim, Enterprise }
}

wire_enum! {
    /// What stands in a column: money in hundredths, a date with its precision, a month.
    ColumnKind = model::ColumnKind { Text, Choice, Org, Money, Count, Date, Month, Instant }
}

wire_enum! {
    /// What a column serves for beside being shown.
    ColumnUse = model::Use { Sort, Filter, Sum, Group }
}

/// A condition on one column.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Condition {
    /// Key of the column.
    column: String,
    #[serde(flatten)]
    test: Test,
}

/// What values have to meet.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "test", rename_all = "snake_case")]
enum Test {
    /// Text columns: the text holds these characters.
    Contains { text: String },
    /// Codes of a choice or of organisations, or whole texts.
    OneOf { values: Vec<String> },
    /// Both ends included, either may be absent: fen, whole numbers, days, months or years (`2026-03-15`, `2026-03`, `2026`).
    Between {
        #[serde(default)]
        from: Option<String>,
        #[serde(default)]
        to: Option<String>,
    },
    /// Organisation columns: one of these or below one of them, by their codes.
    Below { orgs: Vec<String> },
    /// There is nothing.
    Empty,
    /// There is something.
    Filled,
}

impl From<Condition> for model::Condition {
    fn from(condition: Condition) -> Self {
        let test = match condition.test {
            Test::Contains { text } => model::Test::Contains { text },
            Test::OneOf { values } => model::Test::OneOf { values },
            Test::Between { from, to } => model::Test::Between { from, to },
            Test::Below { orgs } => model::Test::Below { orgs },
            Test::Empty => model::Test::Empty,
            Test::Filled => model::Test::Filled,
        };
        Self { column: condition.column, test }
    }
}

impl From<model::Condition> for Condition {
    fn from(condition: model::Condition) -> Self {
        let test = match condition.test {
            model::Test::Contains { text } => Test::Contains { text },
            model::Test::OneOf { values } => Test::OneOf { values },
            model::Test::Between { from, to } => Test::Between { from, to },
            model::Test::Below { orgs } => Test::Below { orgs },
            model::Test::Empty => Test::Empty,
            model::Test::Filled => Test::Filled,
        };
        Self { column: condition.column, test }
    }
}

/// By which column a list is sorted; rows without a value come last.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct Sort {
    column: String,
    #[serde(default)]
    descending: bool,
}

impl From<Sort> for model::Sort {
    fn from(sort: Sort) -> Self {
        Self { column: sort.column, descending: sort.descending }
    }
}

impl From<model::Sort> for Sort {
    fn from(sort: model::Sort) -> Self {
        Self { column: sort.column, descending: sort.descending }
    }
}

/// How a list is asked for, beside what is the slice's own.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListParams {
    /// Characters of a name, its pinyin initials, or a code.
    q: Option<String>,
    /// Code of a unit: this one and those below it.
    org: Option<String>,
    /// Conditions on columns, as a JSON array of `Condition`: `[{"column":"stage","test":"one_of","values":["signed"]}]`.
    filter: Option<String>,
    /// Key of a column, with `-` before it from the highest.
    sort: Option<String>,
    limit: Option<u64>,
    /// `next_cursor` of the page before, with everything else the same.
    cursor: Option<String>,
}

impl ListParams {
    /// The query, with conditions of the slice's own parameters.
    pub(crate) fn query(self, own: impl IntoIterator<Item = model::Condition>) -> Result<ListQuery, ApiError> {
        let mut filter = filter(self.q, self.org, self.filter.as_deref())?;
        filter.conditions.extend(own);
        let sort = self.sort.as_deref().map(|text| match text.strip_prefix('-') {
            Some(column) => model::Sort { column: column.to_owned(), descending: true },
            None => model::Sort { column: text.to_owned(), descending: false },
        });
        Ok(ListQuery { filter, sort, cursor: self.cursor, limit: self.limit.unwrap_or(PAGE) })
    }
}

fn filter(search: Option<String>, org: Option<String>, conditions: Option<&str>) -> Result<ListFilter, ApiError> {
    let read: Vec<Condition> = match conditions.filter(|text| !text.is_empty()) {
        None => Vec::new(),
        Some(text) => serde_json::from_str(text).map_err(|error| {
            let message = format!("筛选条件无法读取,须为条件的 JSON 数组({error})");
            ApiError::from(app::AppError::invalid("/filter", "filter", message))
        })?,
    };
    let mut conditions: Vec<model::Condition> = read.into_iter().map(Into::into).collect();
    conditions.extend(org.map(|org| model::Condition::below("org", &org)));
    Ok(ListFilter { search, conditions })
}

/// What a column comes to.
#[derive(Serialize, ToSchema)]
pub(crate) struct ColumnSum {
    /// Key of the column.
    column: String,
    /// Hundredths of the currency's unit, or a whole number, as a decimal string.
    value: String,
}

/// The sums of the columns that are added up.
pub(crate) fn sums(sums: Vec<(String, i64)>) -> Vec<ColumnSum> {
    sums.into_iter().map(|(column, value)| ColumnSum { column, value: value.to_string() }).collect()
}

/// A member of the set that a column's values come from.
#[derive(Serialize, ToSchema)]
struct Choice {
    value: String,
    label: String,
}

/// A column of a list.
#[derive(Serialize, ToSchema)]
struct Column {
    key: String,
    /// Where an item of the list holds the value: a JSON pointer. A choice stands there by its code, an organisation as an object.
    pointer: String,
    label: String,
    kind: ColumnKind,
    /// What it means.
    definition: String,
    /// Width on a page, in pixels.
    width: u16,
    /// Whether it is shown unless somebody chose otherwise.
    shown: bool,
    /// What it serves for beside being shown.
    uses: Vec<ColumnUse>,
    /// The members of a choice, in their order.
    choices: Vec<Choice>,
}

impl From<&ListedColumn> for Column {
    fn from(column: &ListedColumn) -> Self {
        Self {
            key: column.key.clone(),
            pointer: column.pointer(),
            label: column.label.clone(),
            kind: column.kind.into(),
            definition: column.definition.clone(),
            width: column.width,
            shown: column.shown,
            uses: column.uses.iter().copied().map(Into::into).collect(),
            choices: column.members().into_iter().map(|(value, label)| Choice { value, label }).collect(),
        }
    }
}

/// A list: its columns in the order in which they are first shown, and its usual order.
#[derive(Serialize, ToSchema)]
struct ListDefinition {
    list: List,
    sort: Sort,
    columns: Vec<Column>,
}

/// The columns of a list.
#[utoipa::path(get, path = "/lists/{list}", operation_id = "list_show", tag = "list", params(("list" = List, Path)), responses((status = 200, body = ListDefinition), Refusals))]
async fn list_show(CurrentUser(caller): CurrentUser, Place(list): Place<List>) -> Result<Json<ListDefinition>, ApiError> {
    caller.require(app::list::permission(list.into()))?;
    let definition = app::list::definition(list.into());
    let columns = definition.columns.iter().map(Column::from).collect();
    Ok(Json(ListDefinition { list, sort: definition.sort.clone().into(), columns }))
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct GroupParams {
    /// Key of the column that rows are grouped by.
    #[param(required = true)]
    by: Option<String>,
    /// Characters of a name, its pinyin initials, or a code.
    q: Option<String>,
    /// Code of a unit: this one and those below it.
    org: Option<String>,
    /// As of the list.
    filter: Option<String>,
}

/// Rows that share a value.
#[derive(Serialize, ToSchema)]
struct Group {
    /// What they share, in words.
    label: String,
    /// What narrows the list to them.
    condition: Condition,
    count: u64,
    sums: Vec<ColumnSum>,
}

/// The rows of a list by what they share.
#[derive(Serialize, ToSchema)]
struct GroupList {
    items: Vec<Group>,
}

/// Rows of a list grouped by a column; opening a group is adding its condition to the filter.
#[utoipa::path(get, path = "/lists/{list}/groups", operation_id = "list_groups", tag = "list", params(("list" = List, Path), GroupParams),
    responses((status = 200, body = GroupList), Refusals))]
async fn list_groups(
    State(app): State<App>,
    CurrentUser(caller): CurrentUser,
    Place(list): Place<List>,
    Params(params): Params<GroupParams>,
) -> Result<Json<GroupList>, ApiError> {
    let filter = filter(params.q, params.org, params.filter.as_deref())?;
    let groups = app::list::groups(&app, &caller, list.into(), &params.by.unwrap_or_default(), &filter).await?;
    let items = groups.into_iter().map(|group| Group {
        label: group.label,
        condition: group.condition.into(),
        count: group.count,
        sums: sums(group.sums),
    });
    Ok(Json(GroupList { items: items.collect() }))
}

/// Rows that were chosen on a page: all of a filter but some, or some alone.
#[derive(Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Selection {
    /// Characters of a name, its pinyin initials, or a code.
    #[serde(default)]
    q: Option<String>,
    #[serde(default)]
    filter: Vec<Condition>,
    /// Only these: codes of projects and enterprises, ids of claims.
    #[serde(default)]
    only: Option<Vec<String>>,
    /// Without these: codes of projects and enterprises, ids of claims.
    #[serde(default)]
    except: Vec<String>,
}

impl From<Selection> for app::list::Selection {
    fn from(selection: Selection) -> Self {
        let conditions = selection.filter.into_iter().map(Into::into).collect();
        Self { filter: ListFilter { search: selection.q, conditions }, only: selection.only, except: selection.except }
    }
}

/// What chosen rows come to.
#[derive(Serialize, ToSchema)]
struct Totals {
    count: u64,
    sums: Vec<ColumnSum>,
}

/// How many rows of a list are chosen, and what they come to.
#[utoipa::path(post, path = "/lists/{list}/totals", operation_id = "list_totals", tag = "list", params(("list" = List, Path)), request_body = Selection,
    responses((status = 200, body = Totals), Refusals))]
async fn list_totals(
    State(app): State<App>,
    CurrentUser(caller): CurrentUser,
    Place(list): Place<List>,
    Valid(body): Valid<Selection>,
) -> Result<Json<Totals>, ApiError> {
    let (count, of_columns) = app::list::totals(&app, &caller, list.into(), &body.into()).await?;
    Ok(Json(Totals { count, sums: sums(of_columns) }))
}

/// What is to be written as a workbook.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Export {
    /// The whole list where absent.
    #[serde(default)]
    selection: Selection,
    /// The list's own order where absent.
    #[serde(default)]
    sort: Option<Sort>,
    /// Key of the column that rows are grouped by.
    #[serde(default)]
    group: Option<String>,
    /// Keys of the columns, in their order; those that are first shown where there is none.
    #[serde(default)]
    columns: Vec<String>,
}

/// Write a list as it is shown as a workbook: at once, or as a job where it is long.
#[utoipa::path(post, path = "/lists/{list}/exports", operation_id = "list_export", tag = "list", params(("list" = List, Path)), request_body = Export,
    responses(
        (status = 200, description = "xlsx", content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", body = Vec<u8>),
        (status = 202, description = "行数较多,转为后台任务", body = Job),
        Refusals))]
async fn list_export(
    State(app): State<App>,
    CurrentUser(caller): CurrentUser,
    Place(list): Place<List>,
    Valid(body): Valid<Export>,
) -> Result<Response, ApiError> {
    let request = ExportRequest {
        list: list.into(),
        selection: body.selection.into(),
        sort: body.sort.map(Into::into),
        group: body.group,
        columns: body.columns,
    };
    Ok(match app::list::export(&app, &caller, request).await? {
        Exported::File(name, media_type, content) => download(&name, &media_type, content).into_response(),
        Exported::Job(id) => (StatusCode::ACCEPTED, Json(Job::from(app::job::show(&app, &caller, id).await?))).into_response(),
    })
}
