//! Imports: the workbook as it came, what was read from it, what was mended in it, and what became of it.

pub mod mend;
pub mod row;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::claim::ImportState;
use domain::ids::{ImportId, OrgId, UserId};
use domain::period::Period;
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict};
use sea_orm::{ActiveModelTrait, ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::entity::{column_memory, import_batch};
use crate::error::StoreError;
use crate::rows::{Owner, Reader, Rows, Table, Visible, sealed};
use crate::tx::Tx;

/// A workbook that was brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Id.
    pub id: ImportId,
    /// For which organisation.
    pub org: OrgId,
    /// Period that it reports.
    pub period: Period,
    /// Whether it is the ledger of a former year, whose claims are historical data.
    pub history: bool,
    /// Name of the file.
    pub file_name: String,
    /// Bytes.
    pub size: i64,
    /// SHA-256 of the file.
    pub sha256: String,
    /// What became of it.
    pub state: ImportState,
    /// Live projects in it.
    pub rows: i32,
    /// What was read, beside the rows: JSON whose form is the caller's.
    pub reading: String,
    /// What the commit and the undo came to: JSON.
    pub result: Option<String>,
    /// Who brought it in.
    pub created_by: Option<UserId>,
    /// Name of who brought it in.
    pub created_name: String,
    /// When.
    pub created_at: DateTime<Utc>,
    /// When and by whom it was committed.
    pub committed: Option<(DateTime<Utc>, String)>,
    /// When and by whom it was undone.
    pub undone: Option<(DateTime<Utc>, String)>,
    /// What its rows come to: JSON whose form is the caller's; absent where they have no index.
    pub desk: Option<String>,
    /// Counts every change of its rows.
    pub version: i32,
    /// What was chosen for its columns: JSON.
    pub choices: Option<String>,
    /// What a commit would do to the unit's figures: JSON.
    pub effect: Option<String>,
}

impl sealed::Entity for Import {
    type Entity = import_batch::Entity;

    fn owner() -> Owner<import_batch::Column> {
        Owner::Org(import_batch::Column::Org)
    }

    fn from_model(m: import_batch::Model) -> Result<Self, StoreError> {
        Ok(Self {
            id: ImportId(m.id),
            org: OrgId(m.org),
            period: Period::from_key(m.period).map_err(StoreError::corrupt)?,
            file_name: m.file_name,
            size: m.size,
            sha256: m.sha256,
            state: ImportState::from_number(m.state).ok_or_else(|| StoreError::corrupt("import_batch.state"))?,
            rows: m.rows,
            reading: m.reading,
            result: m.result,
            created_by: m.created_by.map(UserId),
            created_name: m.created_name,
            created_at: m.created_at,
            committed: m.committed_at.zip(m.committed_name),
            undone: m.undone_at.zip(m.undone_name),
            desk: m.desk,
            version: m.version,
            choices: m.choices,
            history: m.history,
            effect: m.effect,
        })
    }
}

impl Table for Import {}

impl Rows<Import> {
    /// Newest first, before the one with this id.
    pub async fn newest(self, read: &Reader<'_>, before: Option<ImportId>, limit: u64) -> Result<Vec<Visible<Import>>, StoreError> {
        let rows = match before {
            Some(before) => self.narrow(import_batch::Column::Id.lt(before.0)),
            None => self,
        };
        let models = rows.into_select().order_by_desc(import_batch::Column::Id).limit(limit).all(&read.0).await?;
        models.into_iter().map(crate::rows::visible).collect()
    }
}

impl Rows<Import> {
    /// Only those whose file name holds the text, or that report one of these months, by their keys.
    #[must_use]
    pub fn called(self, text: &str, months: Option<(i64, i64)>) -> Self {
        let of_months = months.map(|(from, to)| import_batch::Column::Period.between(from, to));
        let named = crate::list::says(Expr::col((import_batch::Entity, import_batch::Column::FileName)), text);
        self.narrow(of_months.into_iter().fold(Condition::any().add(named), Condition::add))
    }

    /// File names by id.
    pub async fn names(self, read: &Reader<'_>, ids: &[ImportId]) -> Result<BTreeMap<ImportId, String>, StoreError> {
        let select = self
            .into_select()
            .select_only()
            .column(import_batch::Column::Id)
            .column(import_batch::Column::FileName)
            .filter(import_batch::Column::Id.is_in(ids.iter().map(|id| id.0)));
        let rows: Vec<(uuid::Uuid, String)> = select.into_tuple().all(&read.0).await?;
        Ok(rows.into_iter().map(|(id, name)| (ImportId(id), name)).collect())
    }
}

/// A workbook to be kept.
#[derive(Clone, Debug)]
pub struct NewImport {
    /// Period that it reports.
    pub period: Period,
    /// Whether it is the ledger of a former year.
    pub history: bool,
    /// Name of the file.
    pub file_name: String,
    /// The file.
    pub content: Vec<u8>,
}

/// Keeps a workbook that is about to be read.
pub async fn create(tx: &Tx, org: &Visible<crate::org::Org>, new: NewImport) -> Result<Visible<Import>, StoreError> {
    let id: ImportId = tx.id();
    let size = i64::try_from(new.content.len()).unwrap_or(i64::MAX);
    let sha256 = crate::blob::keep(tx, new.content).await?;
    let row = import_batch::ActiveModel {
        id: Set(id.0),
        org: Set(org.id.0),
        period: Set(new.period.key()),
        file_name: Set(new.file_name),
        size: Set(size),
        sha256: Set(sha256),
        state: Set(ImportState::Reading.number()),
        rows: Set(0),
        reading: Set(String::new()),
        result: Set(None),
        created_by: Set(tx.actor().user.map(|user| user.0)),
        created_name: Set(tx.actor().name.clone()),
        created_at: Set(tx.now()),
        committed_at: Set(None),
        committed_name: Set(None),
        undone_at: Set(None),
        undone_name: Set(None),
        desk: Set(None),
        version: Set(0),
        choices: Set(None),
        history: Set(new.history),
        effect: Set(None),
    };
    let model = row.insert(&tx.connection).await?;
    <Import as sealed::Entity>::from_model(model).map(Visible::made)
}

/// What a workbook was read as.
#[derive(Clone, Debug)]
pub struct Reading {
    /// Live projects in it.
    pub rows: i32,
    /// What was read beside the rows.
    pub reading: String,
    /// What the rows come to.
    pub desk: String,
}

/// Takes an import to be read anew: it has no rows until [`read`] says that it has.
///
/// # Errors
/// [`StoreError::Stale`] when it is no longer waiting to be committed, or was changed since it was read from here.
pub async fn read_anew(tx: &Tx, import: &Visible<Import>, choices: Option<String>) -> Result<(), StoreError> {
    let waiting = [ImportState::Reading.number(), ImportState::Read.number()];
    let updated = import_batch::Entity::update_many()
        .col_expr(import_batch::Column::State, Expr::val(ImportState::Reading.number()))
        .col_expr(import_batch::Column::Choices, Expr::val(choices))
        .col_expr(import_batch::Column::Version, Expr::val(import.version + 1))
        .filter(import_batch::Column::Id.eq(import.id.0))
        .filter(import_batch::Column::State.is_in(waiting))
        .filter(import_batch::Column::Version.eq(import.version))
        .exec(&tx.connection)
        .await?;
    if updated.rows_affected == 0 {
        return Err(StoreError::Stale);
    }
    row::clear(tx, import).await
}

/// Tells that all rows of an import are there: it waits to be committed.
///
/// # Errors
/// [`StoreError::Stale`] when it is not being read.
pub async fn read(tx: &Tx, import: &Visible<Import>, reading: Reading) -> Result<(), StoreError> {
    let updated = import_batch::Entity::update_many()
        .col_expr(import_batch::Column::State, Expr::val(ImportState::Read.number()))
        .col_expr(import_batch::Column::Rows, Expr::val(reading.rows))
        .col_expr(import_batch::Column::Reading, Expr::val(reading.reading))
        .col_expr(import_batch::Column::Desk, Expr::val(reading.desk))
        .col_expr(import_batch::Column::Version, Expr::col(import_batch::Column::Version).add(1))
        .filter(import_batch::Column::Id.eq(import.id.0))
        .filter(import_batch::Column::State.eq(ImportState::Reading.number()))
        .exec(&tx.connection)
        .await?;
    if updated.rows_affected == 0 { Err(StoreError::Stale) } else { Ok(()) }
}

/// Tells that rows of an import were changed, and what they come to now. Gives its new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed it meanwhile.
pub async fn changed(tx: &Tx, import: &Visible<Import>, rows: i32, desk: String) -> Result<i32, StoreError> {
    let version = import.version + 1;
    let updated = import_batch::Entity::update_many()
        .col_expr(import_batch::Column::Rows, Expr::val(rows))
        .col_expr(import_batch::Column::Desk, Expr::val(desk))
        .col_expr(import_batch::Column::Version, Expr::val(version))
        .filter(import_batch::Column::Id.eq(import.id.0))
        .filter(import_batch::Column::State.eq(ImportState::Read.number()))
        .filter(import_batch::Column::Version.eq(import.version))
        .exec(&tx.connection)
        .await?;
    if updated.rows_affected == 0 { Err(StoreError::Stale) } else { Ok(version) }
}

/// Keeps what a commit would do to the unit's figures, unless the rows have changed meanwhile.
pub async fn keep_effect(tx: &Tx, import: &Visible<Import>, effect: String) -> Result<(), StoreError> {
    import_batch::Entity::update_many()
        .col_expr(import_batch::Column::Effect, Expr::val(effect))
        .filter(import_batch::Column::Id.eq(import.id.0))
        .filter(import_batch::Column::Version.eq(import.version))
        .exec(&tx.connection)
        .await?;
    Ok(())
}

/// Moves an import to its next state with a result.
///
/// # Errors
/// [`StoreError::Stale`] when it is no longer in the state in which it was read.
pub async fn advance(tx: &Tx, import: &Visible<Import>, to: ImportState, result: String) -> Result<(), StoreError> {
    let (at, name) = match to {
        ImportState::Committed => (import_batch::Column::CommittedAt, import_batch::Column::CommittedName),
        _ => (import_batch::Column::UndoneAt, import_batch::Column::UndoneName),
    };
    let updated = import_batch::Entity::update_many()
        .col_expr(import_batch::Column::State, Expr::val(to.number()))
        .col_expr(import_batch::Column::Result, Expr::val(result))
        .col_expr(at, Expr::val(tx.now()))
        .col_expr(name, Expr::val(tx.actor().name.clone()))
        .filter(import_batch::Column::Id.eq(import.id.0))
        .filter(import_batch::Column::State.eq(import.state.number()))
        .exec(&tx.connection)
        .await?;
    if updated.rows_affected == 0 { Err(StoreError::Stale) } else { Ok(()) }
}

/// Forgets an import that was never committed, with its rows and mends. The file stays for who else brought it in.
pub async fn discard(tx: &Tx, import: &Visible<Import>) -> Result<(), StoreError> {
    let deleted = import_batch::Entity::delete_many()
        .filter(import_batch::Column::Id.eq(import.id.0))
        .filter(import_batch::Column::State.is_in([ImportState::Reading.number(), ImportState::Read.number()]))
        .exec(&tx.connection)
        .await?;
    if deleted.rows_affected == 0 {
        return Err(StoreError::Stale);
    }
    row::clear(tx, import).await?;
    mend::clear(tx, import).await
}

/// The workbook itself.
pub async fn content(read: &Reader<'_>, import: &Visible<Import>) -> Result<Vec<u8>, StoreError> {
    crate::blob::fetch(read, &import.sha256).await
}

/// What is remembered of an organisation's columns, as JSON.
pub async fn column_memory(read: &Reader<'_>, org: OrgId) -> Result<Option<String>, StoreError> {
    Ok(column_memory::Entity::find_by_id(org.0).one(&read.0).await?.map(|model| model.memory))
}

/// Remembers an organisation's columns.
pub async fn remember_columns(tx: &Tx, org: OrgId, memory: String) -> Result<(), StoreError> {
    let row = column_memory::ActiveModel { org: Set(org.0), memory: Set(memory), updated_at: Set(tx.now()) };
    let on_conflict = OnConflict::column(column_memory::Column::Org)
        .update_columns([column_memory::Column::Memory, column_memory::Column::UpdatedAt])
        .to_owned();
    column_memory::Entity::insert(row).on_conflict(on_conflict).exec_without_returning(&tx.connection).await?;
    Ok(())
}
