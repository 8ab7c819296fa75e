//! A list as it is shown, as a workbook: the same rows, columns, order and groups, with a sheet of definitions.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use domain::ids::JobId;
use domain::job::JobKind;
use domain::list::{List, Sort};
use office::head::HeadCell;
use office::workbook::{Cell, HeaderLine, Properties, Sheet, Workbook};
use store::list::{ClaimRow, EnterpriseRow, Filter, Narrow, Order, Place, ProjectRow};

use super::groups::grouped;
use super::sheet::{Units, cell, filter_text, group_heading, head, meanings, sheet_column, total};
use super::{Column, Selection, Source, definition, read_order};
use crate::caller::Caller;
use crate::error::AppError;
use crate::job::{NewJob, Output, Progress, begin};
use crate::state::App;

/// More rows than these are written as a job.
const AT_ONCE: u64 = 5_000;
/// The most rows that a sheet holds beside its header, groups and total.
const MOST_ROWS: u64 = 1_000_000;
/// Rows that are read together.
const PAGE: u64 = 1_000;
/// The media type of xlsx.
const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// What is to be written.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// Of which list.
    pub list: List,
    /// Which rows.
    pub selection: Selection,
    /// How they are sorted; the list's own order unless it is said.
    pub sort: Option<Sort>,
    /// Key of the column that they are grouped by.
    pub group: Option<String>,
    /// Keys of the columns, in their order; those that are first shown where there is none.
    pub columns: Vec<String>,
}

/// What an export came to.
#[derive(Debug)]
pub enum Exported {
    /// A file: name, media type, bytes.
    File(String, String, Vec<u8>),
    /// A job that will have the file.
    Job(JobId),
}

/// Writes a list as a workbook: at once, or as a job where it is long.
pub async fn export(app: &App, caller: &Caller, request: ExportRequest) -> Result<Exported, AppError> {
    match request.list {
        List::Project => export_of::<ProjectRow>(app, caller, request).await,
        List::Claim => export_of::<ClaimRow>(app, caller, request).await,
        List::Enterprise => export_of::<EnterpriseRow>(app, caller, request).await,
    }
}

async fn export_of<T: Source + Sync + 'static>(app: &App, caller: &Caller, request: ExportRequest) -> Result<Exported, AppError> {
    caller.require(T::PERMISSION)?;
    let plan = Plan::read::<T>(app, caller, request).await?;
    if plan.count <= AT_ONCE {
        let Output { file, .. } = plan.write::<T>(app, caller, &Progress::default()).await?;
        let (name, media_type, content) = file.ok_or(AppError::NotFound)?;
        return Ok(Exported::File(name, media_type, content));
    }
    let new = NewJob { kind: JobKind::Export, subject: None, total: usize::try_from(plan.count).ok() };
    let (app_in, caller_in) = (app.clone(), caller.clone());
    let begun = begin(app, caller, new, move |progress| async move { plan.write::<T>(&app_in, &caller_in, &progress).await }).await?;
    Ok(Exported::Job(begun.id))
}

/// An export that was read and found right.
struct Plan {
    request: ExportRequest,
    filter: Filter,
    order: Order,
    columns: Vec<&'static Column>,
    count: u64,
    sums: BTreeMap<String, i64>,
}

impl Plan {
    async fn read<T: Source>(app: &App, caller: &Caller, request: ExportRequest) -> Result<Self, AppError> {
        let definition = definition(T::LIST);
        let filter = request.selection.read::<T>(app, caller).await?;
        let order = read_order(T::LIST, request.sort.as_ref().unwrap_or(&definition.sort), filter.year)?;
        let columns: Vec<&Column> = if request.columns.is_empty() {
            definition.columns.iter().filter(|column| column.shown).collect()
        } else {
            let known = |key: &String| {
                let message = || format!("{}列表没有「{key}」一栏", T::LIST.label());
                definition.column(key).ok_or_else(|| AppError::invalid("/columns", "unknown_column", message()))
            };
            request.columns.iter().map(known).collect::<Result<_, _>>()?
        };
        let summed: Vec<&str> = definition.summed().map(|column| column.key.as_str()).collect();
        let totals = T::rows(caller).filtered(&filter)?.totals(&app.store.read(), &summed, filter.year).await?;
        if totals.count > MOST_ROWS {
            let message = format!("共 {} 行,一张表最多 {MOST_ROWS} 行,请先缩小筛选范围", totals.count);
            return Err(AppError::invalid("/filter", "too_many_rows", message));
        }
        let sums = summed.into_iter().map(str::to_owned).zip(totals.sums).collect();
        Ok(Self { request, filter, order, columns, count: totals.count, sums })
    }

    async fn write<T: Source>(self, app: &App, caller: &Caller, progress: &Progress) -> Result<Output, AppError> {
        let directory = store::org::directory(&app.store.read()).await?;
        let units: Units = directory.into_values().map(|org| (i64::from(org.number), org.short_name)).collect();
        let mut rows = Vec::new();
        match &self.request.group {
            None => self.rows::<T>(app, caller, &self.filter, &units, progress, &mut rows).await?,
            Some(by) => {
                for group in grouped::<T>(app, caller, by, &self.filter).await? {
                    rows.push(group_heading(&self.columns, &group.label, group.count, &group.sums));
                    let mut filter = self.filter.clone();
                    filter.conditions.push((by.clone(), group.narrow));
                    self.rows::<T>(app, caller, &filter, &units, progress, &mut rows).await?;
                }
            }
        }
        let title = format!("{}列表", T::LIST.label());
        let at = app.store.now() + TimeDelta::hours(8);
        let facts = vec![
            ("筛选", filter_text(definition(T::LIST), &self.request.selection.filter)),
            ("排序", self.order_text::<T>()),
            ("行数", format!("{} 行;只含导出人有权查看的记录", self.count)),
            ("数据截至", at.format("%Y-%m-%d %H:%M").to_string()),
            ("导出人", caller.name.clone()),
        ];
        let sheet = Sheet {
            name: title.clone(),
            title: title.clone(),
            header_line: HeaderLine { prepared_by: Some(caller.name.clone()), date: Some(at.date_naive()), ..HeaderLine::default() },
            header: vec![self.columns.iter().map(|column| HeadCell::new(head(column))).collect()],
            columns: self.columns.iter().map(|column| sheet_column(column)).collect(),
            frozen_columns: 1,
            total: Some(total(&self.columns, self.count, &self.sums)),
            rows,
            notes: Vec::new(),
        };
        let workbook = Workbook {
            sheets: vec![sheet],
            definitions: meanings(&self.columns, facts),
            properties: Properties { title: title.clone(), author: caller.name.clone(), date: Some(at.date_naive()) },
            demonstration: crate::demonstration::show(app).await?.is_some(),
        };
        progress.check()?;
        let content =
            tokio::task::spawn_blocking(move || workbook.to_xlsx()).await.map_err(AppError::internal)?.map_err(AppError::internal)?;
        let detail = serde_json::json!({ "rows": self.count, "filter": self.request.selection.filter, "columns": self.request.columns });
        app.store
            .write::<_, AppError>(&caller.actor(), move |tx| {
                let detail = detail.clone();
                Box::pin(async move { Ok(tx.audit("list.exported", T::LIST.code(), detail).await?) })
            })
            .await?;
        let name = format!("{title}-{}.xlsx", at.format("%Y%m%d-%H%M"));
        Ok(Output { result: serde_json::json!({ "rows": self.count }), file: Some((name, XLSX.to_owned(), content)) })
    }

    /// Walks the rows of a filter in the order, page by page.
    async fn rows<T: Source>(
        &self,
        app: &App,
        caller: &Caller,
        filter: &Filter,
        units: &Units,
        progress: &Progress,
        into: &mut Vec<Vec<Cell>>,
    ) -> Result<(), AppError> {
        let read = app.store.read();
        let mut after = None;
        loop {
            progress.check()?;
            let page = T::rows(caller).filtered(filter)?.page(&read, &self.order, after.as_ref(), PAGE).await?;
            let Some(last) = page.last() else { return Ok(()) };
            after = Some(Place { value: last.sorted_by(&self.order.column, self.order.year), id: last.id() });
            let beside = T::beside(&read, caller, &page).await?;
            let cells = |row: &T| self.columns.iter().map(|column| cell(row, &beside, column, units, filter.year)).collect();
            into.extend(page.iter().map(|row| cells(row)));
            progress.advance(page.len());
        }
    }

    fn order_text<T: Source>(&self) -> String {
        let label = definition(T::LIST).column(&self.order.column).map_or(self.order.column.as_str(), |column| &column.label);
        format!("按{label}{}", if self.order.descending { "从高到低(从晚到早)" } else { "从低到高(从早到晚)" })
    }
}

/// What narrows a filter to the rows of a group: the value that they share.
pub(super) fn shared(value: Option<i64>, kind: domain::list::ColumnKind) -> Narrow {
    use domain::list::ColumnKind as K;
    use store::list::Value;
    match (value, kind) {
        (None, _) => Narrow::Empty,
        (Some(month), K::Date) => Narrow::Between(Some(month * 1_000), Some(month * 1_000 + 999)),
        (Some(value), _) => Narrow::OneOf(vec![Value::Number(value)]),
    }
}
