//! Boundaries of areas: what a map is drawn from. They are an administrator's file, never a part of the program.
//!
//! Invariant: shapes are joined to organisations by code, never by name, and a file without 审图号 says so wherever
//! it is drawn (公开地图内容表示规范; 地图管理条例 第十五条).

mod shapes;

use std::collections::BTreeMap;

use access::Permission;
use chrono::{DateTime, Utc};
use domain::ids::OrgId;
use serde_json::{Value, json};
use store::geo::About;
use store::org::Org;
use store::{Rows, StoreError, Visible};

use crate::caller::Caller;
use crate::error::{AppError, FieldError};
use crate::identity::administered;
use crate::state::App;

pub use shapes::SIZE_LIMIT;

/// A file of boundaries to be brought in.
#[derive(Clone, Debug)]
pub struct NewBoundaries {
    /// What is said about it.
    pub about: About,
    /// The text of the file: `GeoJSON`, a collection of features with `adcode`.
    pub boundaries: String,
}

/// The boundaries that a map of an organisation's areas is drawn from.
#[derive(Clone, Debug)]
pub struct Areas {
    /// The organisation.
    pub org: Org,
    /// The file in force.
    pub file: Option<AreasFile>,
}

/// A file in force.
#[derive(Clone, Debug)]
pub struct AreasFile {
    /// What is said about it.
    pub about: About,
    /// Name of who brought it in.
    pub uploaded_name: String,
    /// When.
    pub uploaded_at: DateTime<Utc>,
    /// `GeoJSON`: features with `adcode`, the code of the organisation, and `center`, where its name is to stand.
    pub areas: Value,
}

impl AreasFile {
    /// Whether it may only be called a sketch: no 审图号 is known.
    pub fn is_sketch(&self) -> bool {
        self.about.review_no.is_none()
    }
}

/// The boundaries of an organisation's areas, for everybody who sees a board and for who manages them.
pub async fn areas(app: &App, caller: &Caller, org: &str) -> Result<Areas, AppError> {
    if !caller.permissions.contains(&Permission::GeoManage) {
        caller.require(Permission::BoardRead)?;
    }
    let read = app.store.read();
    let org = store::org::find_by_code(&read, org).await?;
    let Some(file) = store::geo::in_force(&read, org.id).await? else { return Ok(Areas { org, file: None }) };
    let areas = serde_json::from_slice(&store::geo::content(&read, &file).await?).map_err(AppError::internal)?;
    let file = AreasFile { about: file.about, uploaded_name: file.uploaded_name, uploaded_at: file.uploaded_at, areas };
    Ok(Areas { org, file: Some(file) })
}

/// Brings a file into force for an organisation that the caller administers; the one before it ends.
///
/// # Errors
/// [`AppError::Invalid`] with every fault of the file by feature; nothing is written then.
pub async fn bring_in(app: &App, caller: &Caller, org: &str, new: NewBoundaries) -> Result<Areas, AppError> {
    caller.require(Permission::GeoManage)?;
    let (org, units) = managed(app, caller, org).await?;
    let about = checked(new.about)?;
    let name = org.name.clone();
    let shapes = tokio::task::spawn_blocking(move || shapes::read(&new.boundaries, &name, &units)).await.map_err(AppError::internal)??;
    let (code, who) = (org.code.clone(), (caller.user, caller.name.clone()));
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let (org, about, shapes, who) = (org.clone(), about.clone(), shapes.clone(), who.clone());
            Box::pin(async move {
                let detail = json!({ "name": about.name, "source": about.source, "review_no": about.review_no, "areas": shapes.areas });
                store::geo::bring_in(tx, &org, (who.0, &who.1), about, shapes.areas, shapes.content).await?;
                tx.audit("geo.uploaded", &org.code, detail).await?;
                Ok(())
            })
        })
        .await?;
    areas(app, caller, &code).await
}

/// Takes the file in force away: maps give way to lists.
pub async fn remove(app: &App, caller: &Caller, org: &str) -> Result<(), AppError> {
    caller.require(Permission::GeoManage)?;
    let (org, _) = managed(app, caller, org).await?;
    app.store
        .write::<_, AppError>(&caller.actor(), move |tx| {
            let org = org.clone();
            Box::pin(async move {
                if !store::geo::end(tx, &org).await? {
                    return Err(StoreError::NotFound.into());
                }
                tx.audit("geo.removed", &org.code, json!({})).await?;
                Ok(())
            })
        })
        .await
}

/// An organisation that the caller administers, and the units below it, as name by code.
async fn managed(app: &App, caller: &Caller, code: &str) -> Result<(Visible<Org>, BTreeMap<String, String>), AppError> {
    let scope = administered(app, caller).await?;
    let read = app.store.read();
    let org = Rows::<Org>::visible_to(&scope).by_code(&read, code).await?;
    let id: OrgId = org.id;
    let units = Rows::<Org>::visible_to(&scope).units().below(id).all(&read).await?;
    Ok((org, units.into_iter().map(|unit| (unit.code.clone(), unit.name.clone())).collect()))
}

/// What is said about a file, trimmed, within the lengths of its columns, empty answers as none.
fn checked(about: About) -> Result<About, AppError> {
    let mut faults = Vec::new();
    let mut field = |name: &str, label: &str, text: Option<String>, most: usize| {
        let text = text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if text.as_ref().is_some_and(|text| text.chars().count() > most) {
            faults.push(FieldError::new(&format!("/{name}"), "too_long", format!("{label}最多 {most} 字")));
        }
        text
    };
    let name = field("name", "名称", Some(about.name), 120);
    let source = field("source", "来源", Some(about.source), 300);
    let about = About {
        review_no: field("review_no", "审图号", about.review_no, 60),
        licence: field("licence", "使用许可", about.licence, 120),
        note: field("note", "说明", about.note, 500),
        effective_on: about.effective_on,
        name: name.clone().unwrap_or_default(),
        source: source.clone().unwrap_or_default(),
    };
    if name.is_none() {
        faults.push(FieldError::new("/name", "missing", "请填写名称,例如「临汾市县级界线 2026 版」"));
    }
    if source.is_none() {
        faults.push(FieldError::new("/source", "missing", "请填写来源:由谁提供,从哪里取得"));
    }
    if faults.is_empty() { Ok(about) } else { Err(AppError::Invalid(faults)) }
}
