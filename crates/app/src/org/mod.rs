//! The organisation tree: showing it and bringing it in.

mod table;

use std::collections::BTreeMap;

use access::{Permission, Scope};
use serde_json::json;
use store::org::{Org, OrgError};
use store::{Actor, Rows};

use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::identity::administered;
use crate::state::App;

pub use table::COLUMNS;

/// No person stands behind a command.
const SYSTEM: Scope = Scope::system("the organisation tree brought in by a command on the machine itself");

/// An organisation with its place in the tree.
#[derive(Clone, Debug)]
pub struct Place {
    /// The organisation.
    pub org: Org,
    /// Code of what it belongs to, also where that is outside of what the caller sees.
    pub parent_code: Option<String>,
    /// Steps below the top of the tree.
    pub level: u32,
}

/// What became of a table of organisations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Imported {
    /// Those that were made.
    pub created: usize,
    /// Those whose code was there already; they were left as they are.
    pub existing: usize,
}

/// The organisations that the caller sees, or administers, in the order of tables.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<Place>, AppError> {
    caller.require(Permission::OrgRead)?;
    let administers = [Permission::OrgManage, Permission::GeoManage, Permission::UserManage]
        .iter()
        .any(|permission| caller.permissions.contains(permission));
    let scope = if administers { administered(app, caller).await? } else { caller.scope.clone() };
    let read = app.store.read();
    let orgs = Rows::<Org>::visible_to(&scope).in_order(&read).await?;
    let all = store::org::directory(&read).await?;
    let place = |org: Org| {
        let above = std::iter::successors(org.parent, |parent| all.get(parent).and_then(|parent| parent.parent));
        Place {
            level: u32::try_from(above.count()).unwrap_or(u32::MAX),
            parent_code: org.parent.and_then(|parent| all.get(&parent)).map(|parent| parent.code.clone()),
            org,
        }
    };
    Ok(orgs.into_iter().map(|org| place(org.into_inner())).collect())
}

/// Brings in a table of organisations (CSV, see [`COLUMNS`]) below what the caller administers.
///
/// # Errors
/// [`AppError::Invalid`] with every fault by line and column; nothing is written then.
pub async fn import(app: &App, caller: &Caller, table: &[u8]) -> Result<Imported, AppError> {
    caller.require(Permission::OrgManage)?;
    let scope = administered(app, caller).await?;
    bring_in(app, &caller.actor(), scope, table, false).await
}

/// As [`import`], for a command on the machine itself, which may also set the top of the tree.
pub async fn import_by_command(app: &App, actor: &Actor, table: &[u8]) -> Result<Imported, AppError> {
    bring_in(app, actor, SYSTEM, table, true).await
}

async fn bring_in(app: &App, actor: &Actor, scope: Scope, table: &[u8], may_set_top: bool) -> Result<Imported, AppError> {
    let lines = table::read(table)?;
    let known: BTreeMap<_, _> = store::org::directory(&app.store.read()).await?.into_values().map(|org| (org.code.clone(), org)).collect();
    let mut errors = table::check_tree(&lines, |code| known.contains_key(code));
    if !may_set_top {
        errors.extend(
            lines
                .iter()
                .filter(|line| line.draft.parent_code.is_none() && !known.contains_key(&line.draft.code))
                .map(|line| line.fault("parent_code", "no_parent", "上级代码为空:新机构须挂在已有机构之下".to_owned())),
        );
    }
    if !errors.is_empty() {
        return Err(AppError::Invalid(errors));
    }
    let total = lines.len();
    let drafts: Vec<_> = lines.into_iter().map(|line| line.draft).collect();
    let created = app
        .store
        .write(actor, move |tx| {
            let (scope, drafts) = (scope.clone(), drafts.clone());
            Box::pin(async move {
                let created = store::org::create(tx, &scope, &drafts).await?;
                tx.audit("org.imported", "org", json!({ "created": created, "existing": drafts.len() - created })).await?;
                Ok::<_, OrgError>(created)
            })
        })
        .await
        .map_err(refused)?;
    Ok(Imported { created, existing: total - created })
}

fn refused(error: OrgError) -> AppError {
    match error {
        OrgError::Store(store::StoreError::NotFound) => {
            AppError::Invalid(vec![FieldError::new("", "parent_outside", "有的上级不在您的管理范围内,请只导入本地区的机构")])
        }
        OrgError::Store(error) => error.into(),
        // The tree was checked line by line; what is left was made by somebody else meanwhile.
        other => AppError::conflict("org_tree_changed", format!("{other}。请核对后重新导入")),
    }
}
