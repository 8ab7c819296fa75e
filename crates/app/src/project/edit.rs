//! Changing what is known of a project, and bringing a former value back: each a new version, never an overwritten one.

use access::Permission;
use chrono::{DateTime, Utc};
use domain::project::{FactChange, FactField, ProjectFacts, VersionCause, name_key, section_number, size_band};
use store::project::{MatchKeys, Project, ProjectVersion, revise, versions};
use store::record::{Entry, append};
use store::{Reader, Rows, Tx, Visible};

use super::typed::{pointer, put, put_unavailable};
use super::{ProjectPage, show};
use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::state::App;

/// Facts as somebody typed them, over the version that was on the screen.
#[derive(Clone, Debug, Default)]
pub struct Edit {
    /// The version that was seen.
    pub version: i32,
    /// What was typed, by field; empty takes the fact away.
    pub facts: Vec<(FactField, String)>,
    /// Facts that cannot be given, with the reason.
    pub unavailable: Vec<(FactField, String)>,
}

/// Former values to be brought back.
#[derive(Clone, Debug)]
pub struct Restore {
    /// The version that was seen.
    pub version: i32,
    /// The version whose values come back.
    pub from: i32,
    /// Which facts.
    pub fields: Vec<FactField>,
}

/// One fact of an edit that came too late, in three texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OvertakenField {
    /// The field.
    pub field: FactField,
    /// As it was when the person began.
    pub original: Option<String>,
    /// As it is now.
    pub theirs: Option<String>,
    /// As the person wants it.
    pub mine: Option<String>,
    /// Whether it was changed meanwhile.
    pub changed: bool,
}

/// Somebody else wrote a version since the one that an edit stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overtaken {
    /// The present version.
    pub version: i32,
    /// Who wrote it.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The facts of the edit.
    pub fields: Vec<OvertakenField>,
}

/// What a person wants to be done to the facts.
#[derive(Clone, Debug)]
enum Wish {
    Edit(Edit),
    Restore(Restore),
}

impl Wish {
    fn version(&self) -> i32 {
        match self {
            Self::Edit(edit) => edit.version,
            Self::Restore(restore) => restore.version,
        }
    }

    fn fields(&self) -> Vec<FactField> {
        match self {
            Self::Edit(edit) => {
                edit.facts.iter().map(|(field, _)| *field).chain(edit.unavailable.iter().map(|(field, _)| *field)).collect()
            }
            Self::Restore(restore) => restore.fields.clone(),
        }
    }

    fn cause(&self) -> VersionCause {
        match self {
            Self::Edit(_) => VersionCause::Edit,
            Self::Restore(restore) => VersionCause::Restore(restore.from),
        }
    }

    fn action(&self) -> &'static str {
        match self {
            Self::Edit(_) => "project.edited",
            Self::Restore(_) => "project.restored",
        }
    }

    /// The facts as wished, over those that are there.
    fn over(&self, facts: &ProjectFacts, history: &[ProjectVersion]) -> Result<ProjectFacts, AppError> {
        let mut wanted = facts.clone();
        match self {
            Self::Edit(edit) => {
                let typed = edit.facts.iter().map(|(field, text)| put(&mut wanted, *field, text)).collect::<Vec<_>>();
                let without = edit.unavailable.iter().map(|(field, reason)| put_unavailable(&mut wanted, *field, reason));
                let faults: Vec<FieldError> = typed.into_iter().chain(without).filter_map(Result::err).collect();
                if !faults.is_empty() {
                    return Err(AppError::Invalid(faults));
                }
            }
            Self::Restore(restore) => {
                let from = history.iter().find(|version| version.version == restore.from);
                let from = from.ok_or_else(|| AppError::invalid("/from", "no_such_version", format!("没有第 {} 版", restore.from)))?;
                for field in &restore.fields {
                    wanted.take(*field, &from.facts);
                }
            }
        }
        Ok(wanted)
    }
}

/// Changes facts of the project with this code.
///
/// # Errors
/// [`AppError::Invalid`] with every fact that cannot be read; [`AppError::Overtaken`] where somebody else wrote a
/// version since the one that was seen.
pub async fn edit(app: &App, caller: &Caller, code: &str, edit: Edit) -> Result<ProjectPage, AppError> {
    fulfil(app, caller, code, Wish::Edit(edit)).await
}

/// Brings former values of facts back, as a new version.
///
/// # Errors
/// As [`edit`].
pub async fn restore(app: &App, caller: &Caller, code: &str, restore: Restore) -> Result<ProjectPage, AppError> {
    fulfil(app, caller, code, Wish::Restore(restore)).await
}

async fn fulfil(app: &App, caller: &Caller, code: &str, wish: Wish) -> Result<ProjectPage, AppError> {
    caller.require(Permission::ProjectEdit)?;
    match attempt(app, caller, code, wish.clone()).await {
        // Two met in the very write: the second now finds what the first has written, and is told of it.
        Err(AppError::Conflict { code: "stale", .. }) => attempt(app, caller, code, wish).await?,
        other => other?,
    }
    show(app, caller, code).await
}

async fn attempt(app: &App, caller: &Caller, code: &str, wish: Wish) -> Result<(), AppError> {
    let (who, code) = (caller.clone(), code.to_owned());
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (caller, code, wish) = (who.clone(), code.clone(), wish.clone());
            Box::pin(async move { write(tx, &caller, &code, &wish).await })
        })
        .await
}

async fn write(tx: &Tx, caller: &Caller, code: &str, wish: &Wish) -> Result<(), AppError> {
    let read = tx.read();
    let project = Rows::<Project>::visible_to(&caller.scope).by_code(&read, code).await?;
    if !project.live {
        return Err(AppError::conflict("project_undone", "该项目的导入已经撤销,资料不能再修改"));
    }
    let history = versions(&read, &project).await?;
    let wanted = wish.over(&project.facts, &history)?;
    if project.version != wish.version() {
        return Err(overtaken(&project, &history, wish, &wanted));
    }
    let changes = wanted.changes_from(&project.facts);
    if changes.is_empty() {
        return Ok(());
    }
    refuse_double(&read, caller, &project, &wanted).await?;
    let counted = |facts: &ProjectFacts| (section_number(facts.industry_section.as_deref()), size_band(facts.total_investment));
    let settles = counted(&wanted) != counted(&project.facts);
    let revised = revise(tx, &project, wanted, true, &wish.cause().text(), None).await?;
    if settles {
        append(tx, vec![Entry::FactChange { project: revised.key() }]).await?;
    }
    tx.audit(wish.action(), &project.code, detail(&revised, wish, &changes)).await?;
    Ok(())
}

fn detail(revised: &Project, wish: &Wish, changes: &[FactChange]) -> serde_json::Value {
    let mut detail = serde_json::json!({ "version": revised.version, "changes": changes });
    if let (Wish::Restore(restore), Some(object)) = (wish, detail.as_object_mut()) {
        object.insert("from".to_owned(), restore.from.into());
    }
    detail
}

fn overtaken(project: &Project, history: &[ProjectVersion], wish: &Wish, wanted: &ProjectFacts) -> AppError {
    let seen = history.iter().find(|version| version.version == wish.version());
    let (Some(seen), Some(last)) = (seen, history.last()) else {
        return AppError::invalid("", "no_such_version", format!("没有第 {} 版,请刷新后重试", wish.version()));
    };
    let fields = wish.fields().into_iter().map(|field| OvertakenField {
        field,
        original: seen.facts.text(field),
        theirs: project.facts.text(field),
        mine: wanted.text(field),
        changed: !project.facts.agrees(field, &seen.facts),
    });
    AppError::Overtaken(Box::new(Overtaken { version: project.version, by: last.by.clone(), at: last.at, fields: fields.collect() }))
}

/// A project must not be renamed into another of its unit: the next ledger could not tell them apart.
async fn refuse_double(read: &Reader<'_>, caller: &Caller, project: &Visible<Project>, wanted: &ProjectFacts) -> Result<(), AppError> {
    let key = |facts: &ProjectFacts| (name_key(&facts.name), name_key(&facts.investor));
    if key(wanted) == key(&project.facts) {
        return Ok(());
    }
    let keys = MatchKeys { name_keys: vec![name_key(&wanted.name)], ..MatchKeys::default() };
    let namesakes = Rows::<Project>::visible_to(&caller.scope).hosted_by(project.org).candidates(read, &keys).await?;
    match namesakes.iter().find(|other| other.id != project.id && key(&other.facts) == key(wanted)) {
        None => Ok(()),
        Some(other) => Err(AppError::invalid(
            &pointer(FactField::Name),
            "same_project",
            format!("本单位已有项目名称和投资方都相同的项目({}),请核对是否重复", other.code),
        )),
    }
}
