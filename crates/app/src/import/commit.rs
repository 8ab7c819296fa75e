//! Committing an import: the plan carried out in one transaction.

use std::sync::Arc;

use access::Permission;
use domain::claim::ImportState;
use domain::ids::ImportId;
use serde::{Deserialize, Serialize};
use store::import::Import;
use store::org::Org;
use store::project::NewProject;
use store::record::{Entry, append};
use store::{Rows, Tx, Visible};

use super::plan::{Action, Ground, plan};
use super::read::{ImportView, all_rows, remember_columns, show};
use crate::caller::Caller;
use crate::error::AppError;
use crate::state::App;

/// What the user confirmed.
#[derive(Clone, Copy, Debug, Default)]
pub struct CommitOptions {
    /// Money of an older period is written although a newer one is booked.
    pub confirm_older: bool,
}

/// What a commit came to. Stored with the import.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CommitResult {
    /// Projects made.
    pub new_projects: usize,
    /// Projects with something new.
    pub changed_projects: usize,
    /// Claims written.
    pub claims: usize,
    /// Claims withdrawn by an undo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<usize>,
}

/// Commits an import: all of it or nothing. Tells what it looks like then, with what waits for a decision.
pub async fn commit(app: &App, caller: &Caller, id: ImportId, options: CommitOptions) -> Result<ImportView, AppError> {
    enter(app, caller, id, options).await?;
    show(app, caller, id).await
}

/// As [`commit`], for who only wants to know what was written.
pub async fn enter(app: &App, caller: &Caller, id: ImportId, options: CommitOptions) -> Result<CommitResult, AppError> {
    caller.require(Permission::ImportCreate)?;
    let who = Arc::new(caller.clone());
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let caller = who.clone();
            Box::pin(async move {
                let read = tx.read();
                let import = Rows::<Import>::visible_to(&caller.scope).by_id(&read, id.0).await?;
                if import.state != ImportState::Read {
                    return Err(AppError::conflict("import_not_pending", format!("该批次{},不能再入账", import.state.label())));
                }
                let org = Rows::<Org>::visible_to(&caller.scope).by_id(&read, import.org.0).await?;
                let rows = all_rows(&read, &import).await?;
                let ground = Ground { caller: &caller, org: &org, period: import.period, import: id, confirm_older: options.confirm_older };
                let plan = plan(&read, &ground, &rows).await?;
                let result = carry_out(tx, &import, &org, plan).await?;
                let text = serde_json::to_string(&result).map_err(AppError::internal)?;
                store::import::advance(tx, &import, ImportState::Committed, text).await?;
                remember_columns(tx, &import).await?;
                let detail = serde_json::json!({ "file": import.file_name, "period": import.period.to_string(), "result": result });
                tx.audit("import.committed", id, detail).await?;
                Ok(result)
            })
        })
        .await
}

async fn carry_out(tx: &Tx, import: &Visible<Import>, org: &Visible<Org>, plan: super::plan::Plan) -> Result<CommitResult, AppError> {
    let cause = format!("导入《{}》", import.file_name);
    let mut result = CommitResult::default();
    let mut entries = Vec::new();
    let claim =
        |project, planned: super::plan::PlannedClaim| Entry::Claim { project, draft: planned.draft, org: org.id, source: planned.source };

    let (new, known): (Vec<_>, Vec<_>) =
        plan.rows.into_iter().filter(|row| matches!(row.action, Action::New | Action::Change)).partition(|row| row.action == Action::New);
    let drafts = new.iter().filter_map(|row| row.host.as_ref().map(|host| NewProject { host, facts: row.facts.clone() })).collect();
    let made = store::project::create(tx, drafts, &cause, Some(import.id)).await?;
    result.new_projects = made.len();
    for (project, row) in made.iter().zip(new) {
        entries.extend(row.claims.into_iter().map(|planned| claim(project.key(), planned)));
    }
    for row in known {
        let Some(project) = row.project else { continue };
        result.changed_projects += 1;
        if row.facts == project.facts {
            entries.extend(row.claims.into_iter().map(|planned| claim(project.key(), planned)));
        } else {
            let project = store::project::revise(tx, &project, row.facts, true, &cause, Some(import.id)).await?;
            entries.push(Entry::FactChange { project: project.key() });
            entries.extend(row.claims.into_iter().map(|planned| claim(project.key(), planned)));
        }
    }
    result.claims = append(tx, entries).await?.len();
    Ok(result)
}
